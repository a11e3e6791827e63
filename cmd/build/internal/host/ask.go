package host

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Check reports what site.yaml asks of hosts and cannot be.
func Check(r *roadmap.Roadmap, p *diag.List) {
	h := &r.Site.Hebergement
	wrong := func(at content.At, code, hint, format string, args ...any) {
		p.Erreur(at.In(content.SitePath), code, hint, format, args...)
	}
	names := map[string]bool{}
	for _, hote := range h.Hotes {
		if hote.S != "" && names[hote.S] {
			wrong(hote.At, "hotes", "gardez-le une fois", "l'hôte « %s » est écrit deux fois", hote.S)
		}
		names[hote.S] = true
		if names[Netlify] && names[Cloudflare] {
			wrong(hote.At, "hotes", "gardez celui des deux où le site est publié", "netlify et cloudflare lisent les mêmes fichiers, mais pas de la même manière")
		}
	}
	if s := h.Securite; !s.Expire.IsZero() && r.Edition != nil && s.Expire.Compare(r.Edition.Date) < 0 {
		wrong(s.Expire.At, "security-txt-perime", "vérifiez le contact, et écrivez une date de moins d'un an",
			"security.txt ne vaut plus depuis le %s, avant la date de l'édition", s.Expire.French())
	}
	if m := h.Matomo; m.Site.Set && m.Site.V < 1 {
		wrong(m.Site.At, "matomo", "recopiez le numéro du site dans Matomo : un nombre entier", "ce numéro de site n'est pas possible")
	}
	said := slices.ContainsFunc(r.Libres, func(p *roadmap.Libre) bool { return slices.Contains(roadmap.PrivacyPages, p.Slug()) })
	if h.Matomo.URL.S != "" && !said {
		wrong(h.Matomo.At, "matomo", "créez content/pages/"+roadmap.PrivacyPages[0]+".md : le site y ajoutera la mention", "aucune page ne dit aux lecteurs que leurs visites sont comptées")
	}
}

// Kinds are the kinds of hosts that site.yaml names, or Default.
func Kinds(h roadmap.Hebergement) []string {
	if len(h.Hotes) == 0 {
		return Default
	}
	var names []string
	for _, hote := range h.Hotes {
		names = append(names, hote.S)
	}
	return names
}

// Allowed gives the other sites that pages may load from, by directive.
func Allowed(a roadmap.Autorise) Loads {
	loads := Loads{}
	for directive, list := range map[string][]roadmap.Origine{"script-src": a.Scripts, "style-src": a.Styles, "img-src": a.Images, "media-src": a.Medias,
		"font-src": a.Polices, "connect-src": a.Connexions, "frame-src": a.Cadres, "form-action": a.Formulaires} {
		for _, o := range list {
			loads.Add(directive, o.S)
		}
	}
	return loads
}

// Counting gives what counting visits makes pages load, by directive.
func Counting(m roadmap.Matomo) Loads {
	return Loads{
		"script-src":  {m.URL.S + "matomo.js"},
		"connect-src": {m.URL.S + "matomo.php"},
		"img-src":     {m.URL.S + "matomo.php"}, // for browsers without beacons
	}
}

// HSTS is a Strict-Transport-Security header (RFC 6797) of two years, which the
// list of hstspreload.org wants one at least of; "" for none.
func HSTS(h roadmap.HSTS) string {
	const years = "max-age=63072000"
	switch h.S {
	case "non":
		return ""
	case "sous-domaines":
		return years + "; includeSubDomains"
	case "preload":
		return years + "; includeSubDomains; preload"
	}
	return years
}
