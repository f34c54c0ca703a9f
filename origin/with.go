package origin

// record returns the record that serializes to u, for the methods that change a part of it.
func (u URL) record() record {
	r := record{scheme: u.Scheme()}
	r.copyAuthority(u)
	r.copyPath(u)
	r.copyQuery(u)
	fragment, hasFragment := u.Fragment()
	r.fragment, r.hasFragment = []byte(fragment), hasFragment
	return r
}

// WithoutFragment returns the URL with its fragment set to null. It does not allocate.
func (u URL) WithoutFragment() URL {
	u.buf = u.buf[:u.queryEnd]
	return u
}

// WithFragment returns the URL with its fragment set to the given one, which is usually the fragment of another URL.
// Code points in the fragment percent-encode set are percent-encoded; a fragment that comes from a URL has none. The zero
// URL is returned unchanged.
func (u URL) WithFragment(serializedFragment string) URL {
	if u.IsZero() {
		return u
	}
	out := []byte(u.StringExcludingFragment() + "#")
	u.buf = string(appendUTF8PercentEncodedString(out, serializedFragment, fragmentSet))
	return u
}

// WithoutCredentials returns the URL with an empty username and password. It allocates only if the URL has credentials.
func (u URL) WithoutCredentials() URL { return u.WithCredentials("", "") }

// WithCredentials returns the URL with the given username and password, which are usually those of another URL. Code
// points in the userinfo percent-encode set are percent-encoded; credentials that come from a URL have none. A URL that
// cannot have credentials is returned unchanged: its host is null or empty, or its scheme is file.
func (u URL) WithCredentials(serializedUsername, serializedPassword string) URL {
	if u.Username() == serializedUsername && u.Password() == serializedPassword || u.Host() == "" || u.Scheme() == "file" {
		return u
	}
	r := u.record()
	r.username = appendUTF8PercentEncodedString(nil, serializedUsername, userinfoSet)
	r.password = appendUTF8PercentEncodedString(nil, serializedPassword, userinfoSet)
	return r.serialize()
}

// WithPathAndQueryRemoved returns the URL with its path set to "/" and its query set to null. The fragment stays. The zero
// URL is returned unchanged.
func (u URL) WithPathAndQueryRemoved() URL {
	if u.IsZero() {
		return u
	}
	r := u.record()
	r.path, r.opaquePath = []byte{'/'}, false
	r.query, r.hasQuery = nil, false
	return r.serialize()
}
