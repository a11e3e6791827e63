package site

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/theme"
)

// A look is what a site looks like, and what its pages load for that. Sites of the
// same layouts and assets share one.
type look struct {
	*theme.Theme
	allowed  host.Loads // by site.yaml, when it was made
	loads    host.Loads
	digests  map[string]string // of what a page names, by address, for subresource integrity
	problems diag.List         // of layouts and style sheet
}

// newLook reads what the pages of a theme and of some layouts load.
func newLook(t *theme.Theme, in Input, allowed host.Loads) *look {
	l := &look{Theme: t, allowed: allowed, digests: map[string]string{}}
	l.loads = host.Layouts(in.Layouts, "layouts", allowed, &l.problems)
	if own, _, err := theme.Own(in.Theme); err == nil { // it was read a moment ago
		sheets, _ := theme.Sheets(own)
		for _, sheet := range sheets {
			l.loads.AddAll(host.Style(sheet.Text, "assets/"+sheet.Name, allowed, &l.problems))
		}
	}
	for _, f := range slices.Concat(t.Files, []theme.File{t.Measure}) {
		switch path.Ext(f.Path) {
		case ".css":
			l.loads.Add("style-src", host.Own)
			if bytes.Contains(f.Bytes, []byte(`url("data:`)) {
				l.loads.Add("img-src", host.Data)
			}
		case ".woff2":
			l.loads.Add("font-src", host.Own)
		}
		if ext := path.Ext(f.Path); ext == ".css" || ext == ".js" {
			l.digests["/"+f.Path] = digest(f.Bytes)
		}
	}
	for _, i := range t.Icons {
		if i.Rel == "manifest" {
			l.loads.Add("manifest-src", host.Own)
		}
	}
	l.loads.Add("img-src", host.Own)     // icons, and what editors show
	l.loads.Add("connect-src", host.Own) // the preview follows the same pages
	return l
}

// digest is what a browser holds a file to (Subresource Integrity).
func digest(data []byte) string {
	sum := sha512.Sum384(data)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// shared is what every page loads, and says of itself.
func (s *Site) shared() page.Look {
	t := s.look.Theme
	l := page.Look{DSFR: t.Version, Style: t.Style, Scripts: map[string]string{}, Polices: t.Fonts, Couleur: t.Color}
	for _, script := range t.Scripts {
		l.Scripts[script.Name] = script.Address
	}
	for _, i := range t.Icons {
		if i.Rel == "icon" || i.Rel != "" && !s.onDisk() {
			l.Icone = append(l.Icone, page.Icone{Rel: i.Rel, Type: i.Type, Adresse: i.Address, Taille: i.Sizes})
		}
	}
	h := s.roadmap.Site.Hebergement
	if l.Audience = s.audience(); l.Audience != nil {
		s.loads.AddAll(host.Counting(h.Matomo))
	}
	if s.onDisk() {
		return l
	}
	l.Integrite, l.NonIndexe = s.look.digests, s.in.NoIndex
	if slices.Contains(host.Kinds(h), host.Pages) {
		l.Politique = s.loads.Meta()
	}
	return l
}

// allow computes what the pages may load, visits apart.
func (s *Site) allow() {
	s.loads = host.Loads{}
	s.loads.AddAll(s.look.loads)
	s.loads.AddAll(s.look.allowed)
	for _, file := range s.roadmap.Tree.Files {
		switch strings.ToLower(path.Ext(file)) {
		case ".mp4", ".webm", ".mp3", ".ogg", ".vtt":
			s.loads.Add("media-src", host.Own)
		}
	}
}

// counts reports whether visits are counted: only those of the public site.
func (s *Site) counts() bool {
	return s.roadmap.Site.Hebergement.Matomo.URL.S != "" && s.in.Destination == page.Server && !s.in.NoIndex
}

// audience is how visits are counted.
func (s *Site) audience() *page.Audience {
	m := s.roadmap.Site.Hebergement.Matomo
	here, err := url.Parse(s.base.URL)
	there, wrong := url.Parse(m.URL.S)
	if !s.counts() || err != nil || wrong != nil {
		return nil
	}
	return &page.Audience{Script: "/" + s.look.Measure.Path, Adresse: m.URL.S, Site: strconv.Itoa(int(m.Site.V)), Hote: here.Hostname(), Serveur: there.Host}
}

// Policy is the Content-Security-Policy of the pages, for a server that is not
// reached over HTTPS.
func (s *Site) Policy() string { return s.loads.Policy(false) }

// unfollowed names the hosts that the last redirect of h cannot be told to.
func (s *Site) unfollowed(h *host.Site, at diag.Pos, p *diag.List) {
	last := h.Redirects[len(h.Redirects)-1]
	var names, others []string
	for _, kind := range h.Kinds {
		if last.Follows(kind) {
			others = append(others, kind)
		} else {
			names = append(names, host.Name(kind))
		}
	}
	if names == nil || s.in.Destination != page.Server {
		return
	}
	hint := "retirez-la, ou publiez le site avec nginx ou Apache, qui la suivent"
	if len(s.roadmap.Site.Hebergement.Hotes) == 0 {
		hint = "dites dans site.yaml où le site est publié : « hebergement: {hotes: [" + strings.Join(others, ", ") + "]} »"
	}
	p.Avertissement(at, "alias-hote", hint, "l'ancienne adresse « %s » ne mènera pas à la page chez %s", last.Alias, french.And(names))
}

// hosting adds the files that only hosts read.
func (s *Site) hosting(p *diag.List) {
	if s.onDisk() {
		return
	}
	f := s.roadmap.Site.Hebergement
	secure := strings.HasPrefix(s.base.URL, "https:")
	h := &host.Site{Kinds: host.Kinds(f), Prefix: s.base.Prefix, Secure: secure, HSTS: host.HSTS(f.HSTS), Policy: s.loads.Policy(secure), NoIndex: s.in.NoIndex}
	for _, r := range s.Plan.Redirects {
		h.Redirects = append(h.Redirects, host.Redirect{Alias: r.Alias, To: r.To, Page: s.led[r.From]})
		s.unfollowed(h, r.Pos, p)
	}
	open := sync.OnceFunc(func() {
		for _, f := range s.Files {
			h.Open.Add(f.Path)
		}
		for key := range s.roadmap.Tree.Files {
			h.Open.Add(page.OutputPath(page.FileAddress(s.roadmap, key)))
		}
	})
	for _, file := range h.Files() {
		if s.in.Destination == page.Web {
			break
		}
		s.addText(file.Path, func(b *bytes.Buffer) {
			open()
			b.WriteString(file.Text())
		}, p)
	}
	if slices.Contains(h.Kinds, host.Nginx) {
		s.notFoundAgain()
	}
	if len(f.Securite.Contact) > 0 { // whom to tell of a vulnerability
		s.addText(host.SecurityPath, func(b *bytes.Buffer) { b.WriteString(host.Security(f.Securite, s.base.URL+"/"+host.SecurityPath)) }, p)
	}
	if s.Plan.Site.Audience != nil {
		s.asset(s.look.Measure, p)
	}
}

// notFoundAgain adds the page of what is not there where sites that Jekyll makes have
// it: servers that were set up for one say « error_page 404 /404/index.html ». It asks
// search engines not to show it, there too. A page of an editor has its place first.
func (s *Site) notFoundAgain() {
	i := slices.IndexFunc(s.Plan.Pages, func(pg *page.Planned) bool { return pg.Address == page.NotFound })
	if i >= 0 {
		s.add(File{Path: "404/index.html", page: s.Plan.Pages[i]}, ownFile)
	}
}
