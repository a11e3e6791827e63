package roadmap

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/host"
)

// Hebergement says where the site is published and what its pages may do there.
type Hebergement struct {
	Hotes    []Hote   `cle:"hotes"` // absent: host.Default
	HSTS     HSTS     `cle:"hsts"`
	Autorise Autorise `cle:"autorise"`
	Matomo   Matomo   `cle:"matomo"`
	Securite Securite `cle:"securite"`
}

// A Hote is a kind of host, to write configuration for.
type Hote struct{ content.Word }

var hoteForm = content.Form{Wrong: "hôte inconnu « %s »", Words: host.Kinds, Synonyms: map[string]string{"scalingo": host.Nginx, "docker": host.Nginx,
	"ovh": host.Apache, "htaccess": host.Apache, "github": host.Pages, "gitlab": host.Pages, "github-pages": host.Pages, "gitlab-pages": host.Pages,
	"cloudflare-pages": host.Cloudflare}}

// Form implements content.Scalar.
func (Hote) Form() *content.Form { return &hoteForm }

// HSTS says how far browsers are told to come back over HTTPS only.
type HSTS struct{ content.Word } // "" counts as hote

var hstsForm = content.Form{Wrong: "portée inconnue « %s »", Words: []string{"hote", "sous-domaines", "preload", "non"},
	Synonyms: map[string]string{"true": "hote", "oui": "hote", "false": "non", "off": "non"}}

// Form implements content.Scalar.
func (HSTS) Form() *content.Form { return &hstsForm }

// Header returns the header, "" for none.
func (h HSTS) Header() string {
	if h.Cle == "non" {
		return ""
	}
	return host.HSTS(h.Cle == "sous-domaines", h.Cle == "preload")
}

// Autorise names the other sites that pages load from, by what they load.
type Autorise struct {
	Scripts     []Origine `cle:"scripts"`
	Styles      []Origine `cle:"styles"`
	Images      []Origine `cle:"images"`
	Medias      []Origine `cle:"medias"`
	Polices     []Origine `cle:"polices"`
	Connexions  []Origine `cle:"connexions"`
	Cadres      []Origine `cle:"cadres"`
	Formulaires []Origine `cle:"formulaires"`
}

// Loads gives them by directive.
func (a Autorise) Loads() host.Loads {
	loads := host.Loads{}
	for key, list := range map[string][]Origine{"scripts": a.Scripts, "styles": a.Styles, "images": a.Images, "medias": a.Medias, "polices": a.Polices,
		"connexions": a.Connexions, "cadres": a.Cadres, "formulaires": a.Formulaires} {
		for directive, name := range host.Keys {
			for _, o := range list {
				if name == key {
					loads.Add(directive, o.S)
				}
			}
		}
	}
	return loads
}

// An Origine is another site: a scheme, a name, maybe a port (RFC 6454), of
// characters that have no meaning in a policy, nor in the configuration of any host.
type Origine struct{ content.Plain } // without a slash

var origineForm = content.Form{Wrong: "« %s » n'est pas le nom d'un site en HTTPS", Format: "uri", Example: "https://cartes.exemple.gouv.fr",
	Pattern: regexp.MustCompile(`^https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?/?$`),
	Explain: func(text string, no *content.Refusal) {
		u, err := url.Parse(text)
		if err == nil && u.Scheme == "" && strings.Contains(text, ".") {
			u, err = url.Parse("https://" + strings.Trim(text, "/"))
		}
		if err == nil && u.Scheme == "https" && u.User == nil {
			no.Wrong, no.Write = "« "+text+" » n'est pas le nom d'un site", "https://"+strings.ToLower(u.Host)
		}
	}}

// Form implements content.Scalar.
func (Origine) Form() *content.Form { return &origineForm }

// Scan implements content.Scalar.
func (o *Origine) Scan(text string) *content.Refusal {
	return o.Plain.Scan(strings.TrimSuffix(text, "/"))
}

// Matomo counts visits, without cookies.
type Matomo struct {
	content.At
	URL  AdresseServeur `cle:"url,requis"`
	Site content.Number `cle:"site,requis"`
}

// Loads gives what counting makes pages load, by directive.
func (m Matomo) Loads() host.Loads {
	loads := host.Loads{}
	loads.Add("script-src", m.URL.S+"matomo.js")
	loads.Add("connect-src", m.URL.S+"matomo.php")
	loads.Add("img-src", m.URL.S+"matomo.php") // for browsers without beacons
	return loads
}

// An AdresseServeur is the address of a server over HTTPS that headers can name,
// whatever host sends them: nginx reads « $ » in them, and Apache « % ».
type AdresseServeur struct{ content.Plain } // with a slash at its end

var adresseServeurForm = content.Form{Wrong: "« %s » n'est pas une adresse en HTTPS", Format: "uri", Example: "https://stats.exemple.gouv.fr/",
	Pattern: regexp.MustCompile(`^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$`)}

// Form implements content.Scalar.
func (AdresseServeur) Form() *content.Form { return &adresseServeurForm }

// Scan implements content.Scalar.
func (a *AdresseServeur) Scan(text string) *content.Refusal {
	return a.Plain.Scan(strings.TrimSuffix(text, "/") + "/")
}

// An AdresseSure is an address over HTTPS, without query, as it is sent (RFC 3986):
// in ASCII.
type AdresseSure struct{ content.Plain } // with a slash at its end

var surePattern = regexp.MustCompile(`^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/:@!$&()+=%-]*)?$`)

var adresseSureForm = content.Form{Wrong: "« %s » n'est pas une adresse en HTTPS", Pattern: surePattern, Format: "uri", Example: "https://exemple.gouv.fr/securite",
	Explain: func(text string, no *content.Refusal) {
		if u, err := url.Parse(text); err == nil && surePattern.MatchString(u.String()) {
			no.Wrong, no.Write = "« "+text+" » a des lettres accentuées ou des signes", u.String()
		}
	}}

// Form implements content.Scalar.
func (AdresseSure) Form() *content.Form { return &adresseSureForm }

// Scan implements content.Scalar.
func (a *AdresseSure) Scan(text string) *content.Refusal {
	if _, err := url.Parse(text); err != nil {
		return adresseSureForm.Refuse(text)
	}
	return a.Plain.Scan(strings.TrimSuffix(text, "/") + "/")
}

// Securite is what security.txt says (RFC 9116).
type Securite struct {
	content.At
	Contact     []ContactFaille `cle:"contact,requis"`
	Expire      content.Date    `cle:"expire,requis"`
	Politique   AdresseSure     `cle:"politique"`
	Chiffrement AdresseSure     `cle:"chiffrement"`
	Langues     []CodeLangue    `cle:"langues"`
}

// A ContactFaille is where to report a vulnerability (RFC 9116, 2.5.3).
type ContactFaille struct{ content.Plain }

var contactFailleForm = content.Form{Wrong: "« %s » n'est pas une adresse complète", Pattern: regexp.MustCompile(`^(mailto:|tel:|https://)[!#-;=?-~]+$`), Format: "uri",
	Example: "mailto:securite@exemple.gouv.fr", Hint: "écrivez par exemple « mailto:securite@exemple.gouv.fr » ou « https://exemple.gouv.fr/signaler »",
	Explain: func(text string, no *content.Refusal) {
		if strings.Count(text, "@") == 1 && !strings.Contains(text, ":") {
			no.Write, no.Sure = "mailto:"+text, true
		}
	}}

// Form implements content.Scalar.
func (ContactFaille) Form() *content.Form { return &contactFailleForm }

// Scan implements content.Scalar.
func (c *ContactFaille) Scan(text string) *content.Refusal {
	if u, err := url.Parse(text); err != nil || u.Opaque == "" && (u.Scheme != "https" || u.Host == "") {
		return contactFailleForm.Refuse(text)
	}
	return c.Plain.Scan(text)
}

// A CodeLangue is a language that one can write in (RFC 5646).
type CodeLangue struct{ content.Plain }

var codeLangueForm = content.Form{Wrong: "« %s » n'est pas le code d'une langue", Pattern: regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`),
	Example: "pt-BR", Hint: "écrivez « fr », « en », « pt-BR »"}

// Form implements content.Scalar.
func (CodeLangue) Form() *content.Form { return &codeLangueForm }

// PrivacyPages are the free pages that tell readers what becomes of their data.
var PrivacyPages = []string{"donnees-personnelles", "gestion-des-cookies"}

// checkHosting reports what site.yaml says of hosts and cannot be.
func (l *linker) checkHosting() {
	h := &l.Site.Hebergement
	names := map[string]bool{}
	for _, hote := range h.Hotes {
		if hote.Cle != "" && names[hote.Cle] {
			l.siteProblem(hote.At, "hotes", "gardez-le une fois", "l'hôte « %s » est écrit deux fois", hote.Cle)
		}
		names[hote.Cle] = true
		if names[host.Netlify] && names[host.Cloudflare] {
			l.siteProblem(hote.At, "hotes", "gardez celui des deux où le site est publié", "netlify et cloudflare lisent les mêmes fichiers, mais pas de la même manière")
		}
	}
	if s := h.Securite; !s.Expire.IsZero() && l.Edition != nil && s.Expire.Compare(l.Edition.Date) < 0 {
		l.siteProblem(s.Expire.At, "security-txt-perime", "vérifiez le contact, et écrivez une date de moins d'un an",
			"security.txt ne vaut plus depuis le %s, avant la date de l'édition", s.Expire.French())
	}
	if m := h.Matomo; m.Site.Set && (m.Site.V < 1 || m.Site.V != float64(int(m.Site.V))) {
		l.siteProblem(m.Site.At, "matomo", "recopiez le numéro du site dans Matomo : un nombre entier", "ce numéro de site n'est pas possible")
	}
	said := slices.ContainsFunc(l.Pages, func(p *Page) bool { return slices.Contains(PrivacyPages, p.Slug()) })
	if h.Matomo.URL.S != "" && !said {
		l.siteProblem(h.Matomo.At, "matomo", "créez content/pages/"+PrivacyPages[0]+".md : le site y ajoutera la mention", "aucune page ne dit aux lecteurs que leurs visites sont comptées")
	}
}

// Hosts are the kinds of hosts to write for.
func (h Hebergement) Hosts() []string {
	if len(h.Hotes) == 0 {
		return host.Default
	}
	var names []string
	for _, hote := range h.Hotes {
		names = append(names, hote.Cle)
	}
	return names
}
