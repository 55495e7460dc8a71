/// Words of the languages of ``LeadFieldAliases`` about phones, e-mail addresses and companies, written as ``LeadFieldTokens`` gives them:
/// small letters, without accents. "Starts" are of languages that bend or compound their words, "inside" of those that write words together.
extension LeadFieldWords {
    static let email: Set<String> = [
        "email", "emails", "mail", "correo", "courriel", "mailadresse", "emailadresse", "emailadres", "eposta", "surel", "mejl", "maili",
        "imejl",
        "имейл", "емейл", "мейл", "почта", "почты", "почту", "почте", "пошта", "пошти", "пошту",
    ]
    static let emailStarts = ["sahkoposti", "электронн", "електронн", "emailcim"]
    static let emailInside = [
        "ايميل", "بريد", "אימייל", "דואר", "דואל", "ईमेल", "इमेल", "ইমেইল", "邮箱", "郵箱", "邮件", "郵件", "信箱", "电邮", "電郵", "メール", "이메일", "อีเมล",
    ]

    static let phone: Set<String> = [
        "phone", "phones", "phn", "ph", "tel", "tele", "telephone", "mobile", "mobil", "mob", "mobiel", "mobiele", "cellphone", "cel",
        "movil", "handynummer",
        "handynr", "rufnummer", "telnr", "telefonnr", "gsm", "portable", "hp", "nohp", "telp", "notelp", "notelepon", "ponsel", "sdt",
        "fone", "fono", "fon", "tlf",
        "tlfn", "telf", "tfno", "tfn", "msisdn", "contactno", "phoneno", "mobileno", "mobno", "phonenumber", "mobilenumber",
        "contactnumber", "komorka",
        "komorki", "komorkowy", "gsmnummer", "тел", "landline", "festnetz", "viber",
    ]
    static let phoneStarts = [
        "telefon", "telefoon", "telefo", "telepon", "telemov", "mobilnum", "mobilfunk", "mobiltel", "mobilsz", "celular", "cellular",
        "puhelin",
        "matkapuhelin", "kannykk", "телефон", "мобил", "мобильн", "мобильн", "мобільн", "τηλεφων", "κινητ", "smartphone",
    ]
    static let phoneInside = [
        "هاتف", "جوال", "موبايل", "موبيل", "تليفون", "تلفون", "تلفن", "محمول", "همراه", "فون", "موبائل", "טלפון", "נייד", "פלאפון", "फोन",
        "मोबाइल", "मोबाईल",
        "दूरभाष", "ফোন", "মোবাইল", "தொலைபேசி", "கைபேசி", "మొబైల్", "ఫోన్", "电话", "電話", "手机", "手機", "携帯", "联系方式", "聯絡方式", "连络方式", "連絡先",
        "전화", "휴대폰",
        "핸드폰", "연락처", "โทรศัพท", "เบอร", "มือถือ",
    ]
    static let phonePhrases = [
        ["so", "dien", "thoai"], ["dien", "thoai"], ["di", "dong"], ["cep", "tel"], ["cep", "no"], ["no", "wa"],
    ]
    static let whatsApp: Set<String> = [
        "whatsapp", "whatapp", "whatsap", "watsapp", "wapp", "wasap", "zap", "zapzap", "zalo", "вотсап", "ватсап", "вацап",
        "whatsappnummer",
    ]
    static let whatsAppInside = ["whatsapp", "واتس", "וואטסאפ", "ווטסאפ", "ווצאפ", "व्हाट्स", "वाट्स", "হোয়াটস"]
    static let work: Set<String> = [
        "work", "office", "business", "company", "geschaftlich", "geschaftliche", "beruflich", "dienstlich", "buro", "trabajo", "oficina",
        "trabalho",
        "comercial", "travail", "bureau", "professionnel", "lavoro", "ufficio", "aziendale", "werk", "zakelijk", "kantoor", "kantor",
        "kerja", "sluzbowy", "рабочий", "рабочая",
        "робочий", "робоча", "corporativo", "profissional", "profesional",
    ]

    /// Of a number, which may be any.
    static let numbers: Set<String> = [
        "no", "nr", "num", "number", "numbers", "nos", "numero", "numeros", "nummer", "numer", "numeru", "numara", "numarasi", "numaraniz",
        "numaran", "nomor",
        "cislo", "numar", "numarul", "szam", "numero", "номер", "нумер", "αριθμος", "nro", "numbre",
    ]
    /// The words that may be said of a number without naming its kind.
    static let anyNumber: Set<String> = [
        "best", "good", "preferred", "correct", "valid", "active", "working", "current", "main", "primary", "personal", "own", "local",
        "beste", "mejor", "melhor", "meilleur", "migliore", "personale", "principal",
        "aktif", "aktuelle", "личный", "основной", "direct", "digits", "digit", "digitos", "chiffres", "cifre", "daytime", "evening", "day",
        "night",
    ]
    static let contact: Set<String> = [
        "text", "contact", "contacts", "contacto", "contato", "contatto", "contactar", "contactarte", "kontakt", "kontakti", "reach",
        "call",
        "callback", "ring", "dial",
        "erreichen", "erreichbar", "anrufen", "zuruckrufen", "ligar", "llamar", "llamarte", "llamada", "appeler", "joindre", "rappeler",
        "chiamare", "contattarti",
        "contattare", "richiamare", "bellen", "bereiken", "bereikbaar", "dzwonic", "kontaktu", "iletisim", "ulasabilecegimiz",
        "arayabilecegimiz", "связаться", "связи", "звонить",
        "позвонить", "зв'язку", "hubungi", "dihubungi", "kontak", "lien", "whatsapp", "yhteys", "kontakta", "ringe",
    ]
    static let contactStarts = [
        "contact", "contat", "kontakt", "ricontat", "richiam", "контакт", "звон", "erreich", "anruf", "ruckruf", "llamar", "rappel",
        "bereik", "hubung",
    ]
    static let contactInside = ["تواصل", "اتصال", "संपर्क", "联系", "聯絡", "联络", "連絡", "연락", "ติดต่อ"]

    /// Numbers that are asked for or tracked beside phones.
    static let against: Set<String> = [
        "id", "ids", "utm", "url", "zip", "plz", "cep", "code", "codes", "pin", "pincode", "postcode", "postal", "otp", "date", "dates",
        "dob", "birth", "birthday", "year", "years",
        "age", "cpf", "cnpj", "dni", "rut", "rfc", "curp", "nif", "nie", "cif", "vat", "gst", "gstin", "pan", "ssn", "ein", "tin", "bvn",
        "nin", "nik", "ktp", "npwp", "pesel", "nip", "regon", "siret", "siren",
        "iva", "iban", "aadhaar", "aadhar", "adhar", "adhaar", "passport", "account", "card", "order", "invoice", "member", "membership",
        "policy", "booking", "ticket", "roll",
        "registration", "reg", "license", "licence", "plate", "serial", "imei", "vin", "lot", "plot", "dealer", "dealership", "store",
        "shop", "branch", "model", "size", "sqft", "quantity", "qty",
        "weight", "height", "mileage", "kilometers", "budget", "price", "salary", "income", "revenue", "turnover", "amount", "cost",
        "invest", "investment", "loan", "emi", "money", "hour", "hours", "time",
        "times", "when", "ref", "reference", "customer_no", "employee", "employees", "many", "much", "slot", "area", "survey", "batch",
        "score", "rank", "value",
        "jahr", "jahre", "jahren", "datum", "geburtsdatum", "preis", "gehalt", "einkommen", "betrag", "konto", "handler", "uhrzeit", "wann",
        "budgets", "steuer",
        "ano", "anos", "codigo", "cuenta", "pedido", "socio", "presupuesto", "precio", "salario", "ingreso", "ingresos", "fecha",
        "nacimiento", "distribuidor", "concesionario", "hora", "horario", "cuando",
        "cedula", "matricula", "poliza", "factura", "monto", "cuanto", "conta", "orcamento", "preco", "renda", "valor", "data",
        "nascimento", "concessionaria", "inscricao", "quando", "quanto", "apolice", "rg",
        "annee", "annees", "commande", "compte", "facture", "adherent", "concessionnaire", "prix", "revenu", "revenus", "montant",
        "naissance", "heure", "heures", "quand", "combien", "postale",
        "anno", "anni", "codice", "ordine", "tessera", "fattura", "conto", "prezzo", "reddito", "importo", "nascita", "partita", "cap",
        "orario", "ore",
        "jaar", "jaren", "bedrag", "prijs", "inkomen", "rekening", "uur", "wanneer", "geboortedatum", "rok", "lata", "kod", "kodu",
        "zamowienie", "zamowienia", "cena", "kwota", "dochod", "godzina", "kiedy", "dzialka",
        "yil", "yili", "siparis", "tc", "kimlik", "butce", "butceniz", "fiyat", "gelir", "tutar", "bayi", "saat", "tarih", "uye", "uyelik",
        "год", "года", "код", "заказ", "заказа", "счет", "счета", "инн", "снилс", "паспорт", "бюджет", "цена", "сумма", "доход", "дилер",
        "время", "дата", "индекс", "рік", "рахунок", "бюджет",
        "tahun", "kode", "pesanan", "anggaran", "harga", "tanggal", "jam", "rekening", "anggota", "ngansach", "cccd", "cmnd",
    ]
    /// Compounds: Kundennummer, Bestellnummer, klantnummer.
    static let againstEnds = [
        "kundennummer", "handlernummer", "versicherungsnummer", "gestellnummer", "ausweisnummer", "artikelnummer", "ticketnummer",
        "vertragsnummer", "mitgliedsnummer", "bestellnummer", "rechnungsnummer", "auftragsnummer", "kontonummer",
        "steuernummer", "hausnummer", "losnummer",
        "policennummer", "personalnummer", "referenznummer", "seriennummer", "leitzahl", "klantnummer", "bestelnummer", "lidnummer",
        "kundnummer", "ordernummer", "medlemsnummer", "personnummer",
    ]
    static let againstInside = [
        "سنة", "كود", "رمز", "حساب", "هوية", "ميزاني", "سعر", "وكيل", "تاريخ", "वर्ष", "साल", "कोड", "आधार", "बजट", "कीमत", "तारीख", "编号",
        "編號", "订单", "訂單", "预算", "預算", "身份证", "身分證", "邮编",
        "郵遞", "会员", "會員", "日期", "价格", "時間", "时间", "予算", "注文", "郵便", "会員番号", "生年", "日時", "주문", "예산", "우편", "회원", "생년", "시간", "รหัส", "งบ",
        "ราคา", "วันที่", "เวลา", "שנה", "קוד", "תקציב", "מחיר", "תאריך",
    ]

    static let company: Set<String> = [
        "company", "companys", "agency", "syarikat", "business", "organization", "organisation", "employer", "firm", "enterprise", "firma",
        "firmen",
        "unternehmen", "unternehmens", "unternehmensname",
        "firmenname", "betrieb", "betriebs", "arbeitgeber", "empresa", "compania", "negocio", "organizacion", "organizacao", "companhia",
        "entreprise", "societe", "azienda",
        "ditta", "impresa", "societa", "aziendale", "bedrijf", "bedrijfs", "bedrijfsnaam", "onderneming", "organisatie", "werkgever",
        "firmy", "przedsiebiorstwo", "przedsiebiorstwa", "spolka",
        "spolki", "isletme", "isletmeniz", "spolecnost", "spolecnosti", "foretag", "foretaget", "foretagets", "foretagsnamn", "virksomhed",
        "virksomhedens", "virksomhedsnavn", "bedrift", "bedriftens",
        "bedriftsnavn", "selskap", "yritys", "yrityksen", "ceg", "cegnev", "cege", "companie", "companiei", "firmei", "perusahaan", "usaha",
        "фирма", "фирмы", "фірма", "фірми",
    ]
    static let companyStarts = [
        "virksomhed", "bedrift", "foretag", "yrity", "unternehm", "sirket", "firmaniz", "компани", "компані", "организаци", "організаці",
        "εταιρ", "επωνυμι",
    ]
    static let companyInside = [
        "شرك", "مؤسس", "خברה", "החברה", "חברת", "העסק", "कंपनी", "कम्पनी", "कपनी", "公司", "企业", "企業", "单位", "單位", "会社", "法人", "貴社", "御社",
        "勤務先", "회사", "업체", "상호", "บริษัท", "องค์กร",
    ]
}
