package roadmap

import (
	"net/url"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// Hebergement says where the site is published and what its pages may do there.
type Hebergement struct {
	Hotes    []Hote   `cle:"hotes"` // absent: host.Default
	HSTS     HSTS     `cle:"hsts"`
	Autorise Autorise `cle:"autorise"`
	Matomo   Matomo   `cle:"matomo"`
	Securite Securite `cle:"securite"`
}

// Hotes are the kinds of hosts that site.yaml may name. Package host knows them.
var Hotes = []string{"netlify", "cloudflare", "nginx", "apache", "pages"}

// A Hote is a kind of host, to write configuration for.
type Hote struct{ content.Plain }

var hoteForm = content.Form{Wrong: "hôte inconnu « %s »", Words: Hotes, Synonyms: map[string]string{"scalingo": "nginx", "docker": "nginx", "ovh": "apache",
	"htaccess": "apache", "github": "pages", "gitlab": "pages", "github-pages": "pages", "gitlab-pages": "pages", "cloudflare-pages": "cloudflare"}}

// Form implements content.Scalar.
func (Hote) Form() *content.Form { return &hoteForm }

// HSTS says how far browsers are told to come back over HTTPS only.
type HSTS struct{ content.Plain } // "" counts as hote

var hstsForm = content.Form{Wrong: "portée inconnue « %s »", Words: []string{"hote", "sous-domaines", "preload", "non"},
	Synonyms: map[string]string{"true": "hote", "oui": "hote", "false": "non", "off": "non"}}

// Form implements content.Scalar.
func (HSTS) Form() *content.Form { return &hstsForm }

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

// An Origine is another site: a scheme, a name, maybe a port (RFC 6454), of
// characters that have no meaning in a policy, nor in the configuration of any host.
type Origine struct{ content.Plain } // without a slash

var origineForm = content.Form{Wrong: "« %s » n'est pas le nom d'un site en HTTPS", Format: "uri", Example: "https://cartes.exemple.gouv.fr",
	Pattern: regexp.MustCompile(`^https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?/?$`),
	Keep:    func(text string) string { return strings.TrimSuffix(text, "/") },
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

// Matomo counts visits, without cookies.
type Matomo struct {
	content.At
	URL  AdresseServeur `cle:"url,requis"`
	Site content.Count  `cle:"site,requis"`
}

// slashed is an address with a slash at its end.
func slashed(address string) string { return strings.TrimSuffix(address, "/") + "/" }

// An AdresseServeur is the address of a server over HTTPS that headers can name,
// whatever host sends them: nginx reads « $ » in them, and Apache « % ».
type AdresseServeur struct{ content.Plain } // with a slash at its end

var adresseServeurForm = content.Form{Wrong: "« %s » n'est pas une adresse en HTTPS", Format: "uri", Example: "https://stats.exemple.gouv.fr/",
	Pattern: regexp.MustCompile(`^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$`), Keep: slashed}

// Form implements content.Scalar.
func (AdresseServeur) Form() *content.Form { return &adresseServeurForm }

// An AdresseSure is an address over HTTPS, without query, as it is sent (RFC 3986):
// in ASCII.
type AdresseSure struct{ content.Plain } // with a slash at its end

var surePattern = regexp.MustCompile(`^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/:@!$&()+=%-]*)?$`)

var adresseSureForm = content.Form{Wrong: "« %s » n'est pas une adresse en HTTPS", Pattern: surePattern, Format: "uri", Example: "https://exemple.gouv.fr/securite",
	Holds: func(text string) bool {
		_, err := url.Parse(text)
		return err == nil
	}, Keep: slashed,
	Explain: func(text string, no *content.Refusal) {
		if u, err := url.Parse(text); err == nil && surePattern.MatchString(u.String()) {
			no.Wrong, no.Write = "« "+text+" » a des lettres accentuées ou des signes", u.String()
		}
	}}

// Form implements content.Scalar.
func (AdresseSure) Form() *content.Form { return &adresseSureForm }

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
	Holds: func(text string) bool {
		u, err := url.Parse(text)
		return err == nil && (u.Opaque != "" || u.Scheme == "https" && u.Host != "")
	},
	Explain: func(text string, no *content.Refusal) {
		if strings.Count(text, "@") == 1 && !strings.Contains(text, ":") {
			no.Write, no.Sure = "mailto:"+text, true
		}
	}}

// Form implements content.Scalar.
func (ContactFaille) Form() *content.Form { return &contactFailleForm }

// A CodeLangue is a language that one can write in (RFC 5646).
type CodeLangue struct{ content.Plain }

var codeLangueForm = content.Form{Wrong: "« %s » n'est pas le code d'une langue", Pattern: regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`),
	Example: "pt-BR", Hint: "écrivez « fr », « en », « pt-BR »"}

// Form implements content.Scalar.
func (CodeLangue) Form() *content.Form { return &codeLangueForm }

// PrivacyPages are the free pages that tell readers what becomes of their data.
var PrivacyPages = []string{"donnees-personnelles", "gestion-des-cookies"}
