package loopback

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// Authority is a certificate authority that lives as long as the process. Its key is never written anywhere.
type Authority struct {
	key  *ecdsa.PrivateKey // of the authority and of every host
	cert *x509.Certificate

	mu    sync.Mutex
	hosts map[string]*tls.Certificate
}

// lifetime is short enough for every browser's limit on certificates.
const lifetime = 30 * 24 * time.Hour

// NewAuthority makes an authority.
func NewAuthority() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := certificate("corsref throwaway authority")
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &Authority{key: key, cert: cert, hosts: make(map[string]*tls.Certificate)}, nil
}

// certificate is what all certificates have in common. The day before is for clients whose clock is late.
func certificate(name string) *x509.Certificate {
	serial := new(big.Int).SetBytes([]byte(rand.Text()[:16]))
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name},
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(lifetime),
	}
}

// PEM is the authority's certificate, for clients to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Certificate is the certificate of a host, made when it is first asked for.
func (a *Authority) Certificate(host string) (*tls.Certificate, error) {
	if host = strings.TrimSuffix(host, "."); host == "" {
		host = "127.0.0.1" // clients name no host by its address
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := a.hosts[host]; c != nil {
		return c, nil
	}
	template := certificate("corsref")
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{host}
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, a.key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	c := &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: a.key}
	a.hosts[host] = c
	return c, nil
}

// config is the TLS configuration for a connection to a host, or to the one that the client names.
func (a *Authority) config(host string) *tls.Config {
	return &tls.Config{
		NextProtos: []string{"http/1.1"},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if hello.ServerName != "" {
				return a.Certificate(hello.ServerName)
			}
			return a.Certificate(host)
		},
	}
}
