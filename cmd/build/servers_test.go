package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// This file starts real servers on files that build has written. They are
// ordinary processes on loopback; .ci/run installs them.

// A server serves a folder at the root of its host. Redirects are not followed.
type server struct {
	t      testing.TB
	origin string
}

// webRoot is a folder that a server may read which gives up being root. The site
// stands in it where the path of its address says.
func webRoot(t testing.TB, source, prefix string, args ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{root, filepath.Dir(root)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	site := build(t, source, args...)
	if err := os.CopyFS(filepath.Join(root, prefix), os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	return root
}

// executable finds a program that is not on every PATH.
func executable(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		for _, dir := range []string{"", "/usr/sbin/", "/usr/local/sbin/"} {
			if path, err := exec.LookPath(dir + name); err == nil {
				return path
			}
		}
	}
	t.Fatalf("%s is missing: .ci/run installs it", names[0])
	return ""
}

// startNginx serves a root with the configuration of the site below prefix, as a
// server block includes it.
func startNginx(t testing.TB, root, prefix string) *server {
	t.Helper()
	return nginxWith(t, "root "+root+"; include "+root+prefix+"/nginx.conf;")
}

// nginxWith serves what a server block says, and knows the types of files that nginx
// comes with. The socket is opened here: no port can be taken meanwhile, and what comes
// before nginx is ready waits in it.
func nginxWith(t testing.TB, block string) *server {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	socket, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	dir := t.TempDir()
	user := ""
	if os.Getuid() == 0 {
		user = "user root;"
	}
	config := fmt.Sprintf(`%s
daemon off;
worker_processes 1;
pid %[2]s/pid;
error_log %[2]s/error.log;
events {}
http {
    access_log off;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path %[2]s/body;
    proxy_temp_path %[2]s/proxy;
    fastcgi_temp_path %[2]s/fastcgi;
    uwsgi_temp_path %[2]s/uwsgi;
    scgi_temp_path %[2]s/scgi;
    server {
        listen %[3]s;
        %[4]s
    }
}
`, user, dir, listener.Addr(), block)
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), executable(t, "nginx"), "-p", dir, "-e", filepath.Join(dir, "error.log"), "-c", file)
	cmd.ExtraFiles = []*os.File{socket}
	cmd.Env = append(os.Environ(), "NGINX=3;")
	cmd.Stderr = os.Stderr
	startServer(t, cmd)
	return &server{t, "http://" + listener.Addr().String()}
}

// startServer starts a process, and ends it with the test.
func startServer(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
}

// apacheModules are those that Debian's Apache has without being asked, those of
// the .htaccess, and what a process cannot do without.
var apacheModules = []string{"mpm_event", "authz_core", "mime", "dir", "alias", "autoindex", "filter", "deflate", "headers"}

// startApache serves a root; .htaccess files may change what they may on the hosts
// that read them.
func startApache(t testing.TB, root string) *server {
	t.Helper()
	program := executable(t, "apache2", "httpd")
	for range 5 { // the port can be taken between its choice and the start
		port, err := freePort()
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		var config strings.Builder
		for _, m := range apacheModules {
			fmt.Fprintf(&config, "LoadModule %s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
		}
		fmt.Fprintf(&config, `ServerName localhost
ServerRoot %[1]s
DefaultRuntimeDir %[1]s
PidFile %[1]s/pid
Listen 127.0.0.1:%[2]d
ErrorLog /dev/stderr
LogLevel notice
TypesConfig /dev/null
StartServers 1
DocumentRoot %[3]s
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory %[3]s>
    Options Indexes FollowSymLinks
    AllowOverride FileInfo Indexes Options=Indexes
    Require all granted
</Directory>
<IfModule unixd_module>
    User www-data
    Group www-data
</IfModule>
`, dir, port, root)
		file := filepath.Join(dir, "httpd.conf")
		if err := os.WriteFile(file, []byte(config.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), program, "-f", file, "-DFOREGROUND")
		said, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		startServer(t, cmd)
		lines := bufio.NewScanner(said)
		var log []string
		for lines.Scan() {
			if log = append(log, lines.Text()); strings.Contains(lines.Text(), "resuming normal operations") {
				go func() { _, _ = io.Copy(io.Discard, said) }()
				return &server{t, fmt.Sprintf("http://127.0.0.1:%d", port)}
			}
		}
		if text := strings.Join(log, "\n"); !strings.Contains(text, "Address already in use") {
			t.Fatalf("Apache does not start:\n%s", text)
		}
	}
	t.Fatal("no free port")
	return nil
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// An exchange is a request and its answer.
type exchange struct {
	status int
	header http.Header
	body   string
}

// client asks for what it is told to, and neither follows nor unpacks.
var client = &http.Client{
	Transport:     &http.Transport{DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// get asks for a path, with headers in pairs.
func (s *server) get(path string, headers ...string) exchange {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.origin, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	request.URL.Opaque = "//" + request.URL.Host + path // as it is written
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return exchange{answer.StatusCode, answer.Header, string(body)}
}

// location is where an answer leads, decoded, without the host that a server may
// name.
func (e exchange) location(t testing.TB) string {
	t.Helper()
	u, err := url.Parse(e.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	if u.RawQuery != "" {
		return u.Path + "?" + u.RawQuery
	}
	return u.Path
}
