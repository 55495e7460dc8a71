extension LeadFieldAliases {
    static let latin: [(code: String, names: Names)] = [
        (
            "en",
            [
                .fullName: ["full_name", "fullname", "your name", "first and last name", "contact name"],
                .name: ["name"],
                .firstName: ["first_name", "firstname", "given name", "forename"],
                .lastName: ["last_name", "lastname", "surname", "family name"],
                .company: [
                    "company_name", "company", "business name", "business", "organization", "organisation",
                    "organization name", "organisation name", "employer",
                ],
                .phone: [
                    "phone_number", "phone", "phone_otp", "mobile", "mobile number", "mobile phone", "mobile phone number",
                    "cell", "cell phone", "cell phone number", "telephone", "telephone number", "tel", "contact number",
                ],
                .workPhone: ["work_phone_number", "work phone", "business phone", "business phone number", "office phone"],
                .whatsapp: ["whatsapp_number", "whatsapp", "whatsapp phone number"],
                .email: ["email", "e-mail", "email address", "e-mail address", "mail"],
                .workEmail: ["work_email", "work email address", "business email", "company email"],
                .somethingElse: [
                    "city", "street_address", "address_line_two", "state", "province", "country", "post_code", "zip",
                    "zip_code", "postal_code", "date_of_birth", "dob", "gender", "job_title", "maritial_status",
                    "marital_status", "relationship_status", "military_status", "education_level", "website", "slider",
                    "date_time", "store_lookup", "vin", "license_plate", "inbox_url",
                ],
            ]
        ),
        (
            "de",
            [
                .fullName: ["vollständiger name", "vor- und nachname", "vorname und nachname", "ihr name"],
                .firstName: ["vorname"],
                .lastName: ["nachname", "familienname", "zuname"],
                .company: ["name des unternehmens", "unternehmen", "unternehmensname", "firma", "firmenname"],
                .phone: [
                    "telefonnummer", "telefon", "handynummer", "handy", "mobilnummer", "mobiltelefon", "rufnummer",
                    "mobilfunknummer",
                ],
                .workPhone: ["geschäftliche telefonnummer", "telefonnummer (geschäftlich)", "dienstliche telefonnummer"],
                .whatsapp: ["whatsapp-nummer"],
                .email: ["e-mail-adresse", "email-adresse", "mailadresse"],
                .workEmail: ["geschäftliche e-mail-adresse", "berufliche e-mail-adresse", "e-mail-adresse (geschäftlich)"],
            ]
        ),
        (
            "es",
            [
                .fullName: ["nombre completo", "nombre y apellido", "nombre y apellidos"],
                .name: ["nombre"],
                .lastName: ["apellido", "apellidos"],
                .company: ["nombre de la empresa", "empresa", "compañía", "nombre de la compañía", "negocio", "razón social"],
                .phone: [
                    "número de teléfono", "teléfono", "número de celular", "celular", "móvil", "teléfono móvil",
                    "número de móvil",
                ],
                .workPhone: ["número de teléfono del trabajo", "teléfono del trabajo", "teléfono de trabajo"],
                .whatsapp: ["número de whatsapp"],
                .email: ["correo electrónico", "correo", "dirección de correo electrónico"],
                .workEmail: ["correo electrónico del trabajo", "correo corporativo", "correo electrónico laboral"],
            ]
        ),
        (
            "pt",
            [
                .fullName: ["nome completo", "nome e sobrenome"],
                .name: ["nome"],
                .firstName: ["primeiro nome", "nome próprio"],
                .lastName: ["sobrenome", "apelido", "último nome"],
                .company: ["nome da empresa", "companhia", "razão social"],
                .phone: ["número de telefone", "telefone", "telemóvel", "número de telemóvel", "telefone celular"],
                .workPhone: ["número de telefone comercial", "telefone comercial", "telefone de trabalho"],
                .whatsapp: ["número do whatsapp"],
                .email: ["endereço de email", "endereço de e-mail", "correio eletrónico"],
                .workEmail: ["email corporativo", "e-mail comercial", "email de trabalho", "e-mail profissional"],
            ]
        ),
        (
            "fr",
            [
                .fullName: ["nom complet", "nom et prénom", "prénom et nom"],
                .name: ["nom"],
                .firstName: ["prénom"],
                .lastName: ["nom de famille"],
                .company: ["nom de l’entreprise", "entreprise", "société", "nom de la société", "raison sociale"],
                .phone: ["numéro de téléphone", "téléphone", "portable", "téléphone portable", "numéro de portable"],
                .workPhone: ["numéro de téléphone professionnel", "téléphone professionnel"],
                .whatsapp: ["numéro whatsapp"],
                .email: ["adresse e-mail", "adresse mail", "courriel", "adresse électronique"],
                .workEmail: ["adresse e-mail professionnelle", "e-mail professionnel"],
            ]
        ),
        (
            "it",
            [
                .fullName: ["nome e cognome", "nominativo"],
                .lastName: ["cognome"],
                .company: ["nome dell’azienda", "azienda", "nome azienda", "società", "ragione sociale"],
                .phone: ["numero di telefono", "telefono", "cellulare", "numero di cellulare"],
                .workPhone: ["numero di telefono di lavoro", "telefono di lavoro"],
                .whatsapp: ["numero whatsapp", "numero di whatsapp"],
                .email: ["indirizzo e-mail", "indirizzo email", "posta elettronica"],
                .workEmail: ["e-mail di lavoro", "indirizzo e-mail di lavoro", "email aziendale"],
            ]
        ),
        (
            "nl",
            [
                .fullName: ["volledige naam", "voor- en achternaam"],
                .name: ["naam"],
                .firstName: ["voornaam"],
                .lastName: ["achternaam", "familienaam"],
                .company: ["bedrijfsnaam", "bedrijf", "naam van bedrijf", "organisatie"],
                .phone: ["telefoonnummer", "telefoon", "mobiel nummer", "mobiele nummer", "gsm", "gsm-nummer"],
                .workPhone: ["telefoonnummer werk", "zakelijk telefoonnummer"],
                .whatsapp: ["whatsapp-nummer"],
                .email: ["e-mailadres"],
                .workEmail: ["zakelijk e-mailadres", "e-mailadres werk", "werk e-mailadres"],
            ]
        ),
        (
            "pl",
            [
                .fullName: ["imię i nazwisko", "pełne imię i nazwisko"],
                .firstName: ["imię"],
                .lastName: ["nazwisko"],
                .company: ["nazwa firmy", "przedsiębiorstwo"],
                .phone: ["numer telefonu", "nr telefonu", "telefon komórkowy", "numer komórki"],
                .workPhone: ["służbowy numer telefonu", "telefon służbowy", "numer telefonu służbowego"],
                .whatsapp: ["numer whatsapp"],
                .email: ["adres e-mail", "adres email"],
                .workEmail: ["służbowy adres e-mail", "e-mail służbowy"],
            ]
        ),
        (
            "tr",
            [
                .fullName: ["ad soyad", "adı soyadı", "adınız soyadınız", "tam ad", "isim soyisim", "ad ve soyad"],
                .name: ["ad", "isim", "adınız"],
                .lastName: ["soyad", "soyadı", "soyisim"],
                .company: ["şirket adı", "şirket", "firma adı"],
                .phone: ["telefon numarası", "cep telefonu", "cep telefonu numarası", "telefon numaranız"],
                .workPhone: ["iş telefonu", "iş telefonu numarası"],
                .whatsapp: ["whatsapp numarası"],
                .email: ["e-posta", "e-posta adresi", "eposta"],
                .workEmail: ["iş e-postası", "iş e-posta adresi"],
            ]
        ),
        (
            "cs",
            [
                .fullName: ["celé jméno", "jméno a příjmení"],
                .name: ["jméno"],
                .firstName: ["křestní jméno"],
                .lastName: ["příjmení"],
                .company: ["název společnosti", "společnost", "název firmy"],
                .phone: ["telefonní číslo", "mobil", "mobilní číslo", "číslo telefonu"],
                .workPhone: ["pracovní telefon", "pracovní telefonní číslo"],
                .email: ["e-mailová adresa"],
                .workEmail: ["pracovní e-mail", "pracovní e-mailová adresa"],
            ]
        ),
        (
            "sv",
            [
                .fullName: ["fullständigt namn", "för- och efternamn", "hela namnet"],
                .name: ["namn"],
                .firstName: ["förnamn"],
                .lastName: ["efternamn"],
                .company: ["företagsnamn", "företag", "företagets namn"],
                .phone: ["telefonnummer", "mobilnummer", "mobiltelefon"],
                .workPhone: ["telefonnummer till arbetet", "arbetstelefon"],
                .email: ["e-postadress", "e-post", "mejladress"],
                .workEmail: ["e-postadress till arbetet", "jobbmejl", "e-post arbete"],
            ]
        ),
        (
            "da",
            [
                .fullName: ["fulde navn", "for- og efternavn"],
                .name: ["navn"],
                .firstName: ["fornavn"],
                .lastName: ["efternavn"],
                .company: ["virksomhedsnavn", "virksomhed", "firmanavn", "virksomhedens navn"],
                .phone: ["telefonnummer", "mobilnummer"],
                .workPhone: ["arbejdstelefon", "telefonnummer arbejde"],
                .email: ["e-mailadresse", "mailadresse"],
                .workEmail: ["arbejdsmail", "e-mailadresse arbejde"],
            ]
        ),
        (
            "no",
            [
                .fullName: ["fullt navn", "for- og etternavn"],
                .lastName: ["etternavn"],
                .company: ["bedriftsnavn", "bedrift", "navn på bedrift", "selskap"],
                .phone: ["mobil", "mobilnummer"],
                .workPhone: ["jobbtelefon", "telefonnummer jobb"],
                .email: ["e-postadresse"],
                .workEmail: ["jobb-e-post", "e-postadresse jobb"],
            ]
        ),
        (
            "fi",
            [
                .fullName: ["koko nimi", "etu- ja sukunimi"],
                .name: ["nimi"],
                .firstName: ["etunimi"],
                .lastName: ["sukunimi"],
                .company: ["yrityksen nimi", "yritys"],
                .phone: ["puhelinnumero", "puhelin", "matkapuhelin", "matkapuhelinnumero"],
                .workPhone: ["työpuhelin", "työpuhelinnumero"],
                .email: ["sähköpostiosoite", "sähköposti"],
                .workEmail: ["työsähköposti", "työsähköpostiosoite"],
            ]
        ),
        (
            "ro",
            [
                .fullName: ["nume complet", "nume și prenume", "numele complet"],
                .name: ["nume"],
                .firstName: ["prenume"],
                .lastName: ["nume de familie"],
                .company: ["numele companiei", "nume companie", "companie", "firmă"],
                .phone: ["număr de telefon", "numărul de telefon", "telefon mobil"],
                .workPhone: ["telefon de serviciu", "număr de telefon serviciu"],
                .email: ["adresă de e-mail", "adresa de e-mail"],
                .workEmail: ["e-mail de serviciu", "adresă de e-mail de serviciu"],
            ]
        ),
        (
            "hu",
            [
                .fullName: ["teljes név"],
                .name: ["név"],
                .firstName: ["keresztnév", "utónév"],
                .lastName: ["vezetéknév", "családnév"],
                .company: ["cégnév", "cég neve", "cég", "vállalat neve"],
                .phone: ["telefonszám", "mobilszám"],
                .workPhone: ["munkahelyi telefonszám"],
                .email: ["e-mail-cím"],
                .workEmail: ["munkahelyi e-mail-cím"],
            ]
        ),
        (
            "vi",
            [
                .fullName: ["họ và tên", "họ tên", "tên đầy đủ"],
                .name: ["tên"],
                .lastName: ["họ"],
                .company: ["tên công ty", "công ty", "doanh nghiệp"],
                .phone: ["số điện thoại", "điện thoại", "sđt", "số di động"],
                .workPhone: ["số điện thoại cơ quan", "số điện thoại công việc"],
                .email: ["địa chỉ email", "thư điện tử"],
                .workEmail: ["email công việc", "email cơ quan"],
            ]
        ),
        (
            "id",
            [
                .fullName: ["nama lengkap"],
                .name: ["nama"],
                .firstName: ["nama depan"],
                .lastName: ["nama belakang", "nama keluarga"],
                .company: ["nama perusahaan", "perusahaan"],
                .phone: ["nomor telepon", "telepon", "nomor hp", "no hp", "nomor ponsel", "no telepon"],
                .workPhone: ["nomor telepon kantor", "telepon kantor"],
                .whatsapp: ["nomor whatsapp", "no wa", "nomor wa"],
                .email: ["alamat email", "surel"],
                .workEmail: ["email kantor", "email kerja"],
            ]
        ),
    ]
}
