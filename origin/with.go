package origin

// record is the URL as the parser builds it, for the methods that change a part.
func (u URL) record() record {
	r := record{host: u.Host(), hasHost: u.hasHost, port: u.port, opaquePath: u.opaquePath}
	r.setScheme(u.Scheme())
	r.username, r.password, r.path = []byte(u.Username()), []byte(u.Password()), []byte(u.Path())
	query, hasQuery := u.Query()
	r.query, r.hasQuery = []byte(query), hasQuery
	fragment, hasFragment := u.Fragment()
	r.fragment, r.hasFragment = []byte(fragment), hasFragment
	return r
}

// WithoutFragment is the URL with a null fragment. It does not allocate.
func (u URL) WithoutFragment() URL {
	u.buf = u.buf[:u.queryEnd]
	return u
}

// WithFragment is the URL with another fragment, in general that of another URL record. What the fragment
// percent-encode set has is encoded, which leaves a serialized fragment as it is.
func (u URL) WithFragment(serializedFragment string) URL {
	if u.IsZero() {
		return u
	}
	out := make([]byte, 0, int(u.queryEnd)+1+len(serializedFragment))
	out = append(append(out, u.buf[:u.queryEnd]...), '#')
	u.buf = string(appendUTF8PercentEncodedString(out, serializedFragment, fragmentSet))
	return u
}

// WithoutCredentials is the URL with an empty username and password. It allocates only if there are any.
func (u URL) WithoutCredentials() URL {
	return u.WithCredentials("", "")
}

// WithCredentials is the URL with another username and password, in general those of another URL record. What the
// userinfo percent-encode set has is encoded, which leaves serialized ones as they are. A URL that cannot have
// credentials is returned as it is: one without host, with an empty host, or of the scheme file.
func (u URL) WithCredentials(serializedUsername, serializedPassword string) URL {
	if u.Username() == serializedUsername && u.Password() == serializedPassword || u.Host() == "" || u.Scheme() == "file" {
		return u
	}
	r := u.record()
	r.username = appendUTF8PercentEncodedString(nil, serializedUsername, userinfoSet)
	r.password = appendUTF8PercentEncodedString(nil, serializedPassword, userinfoSet)
	return r.serialize()
}

// WithPathAndQueryRemoved is the URL with a path of one empty segment, "/", and a null query. It allocates only if there
// is a fragment, or no host.
func (u URL) WithPathAndQueryRemoved() URL {
	if u.IsZero() {
		return u
	}
	// Fast path: what is wanted is the beginning of what there is.
	if u.hasHost && u.pathStart < u.pathEnd && int(u.queryEnd) == len(u.buf) {
		u.buf = u.buf[:u.pathStart+1]
		u.pathEnd, u.queryEnd = u.pathStart+1, u.pathStart+1
		return u
	}
	r := u.record()
	r.path, r.opaquePath = []byte{'/'}, false
	r.query, r.hasQuery = nil, false
	return r.serialize()
}
