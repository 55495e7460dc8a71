/// Words of the languages of ``LeadFieldAliases`` about people's names, written as ``LeadFieldTokens`` gives them.
extension LeadFieldWords {
    /// "Name", and what one is called.
    static let names: Set<String> = [
        "name", "names", "namen", "fullname", "nombre", "nombres", "nome", "nomes", "nom", "naam", "imie", "imienia", "isim", "adi",
        "adiniz", "isminiz", "adin", "ismin", "soyad", "soyadi", "soyadiniz", "jmeno", "namn",
        "navn", "nimi", "nimesi", "nume", "numele", "nev", "neve", "nama", "имя", "имени", "імя", "ονομα", "ονοματεπωνυμο", "ten", "שם",
        "שמך", "השם", "नाम", "नाव", "નામ", "பெயர்", "పేరు", "নাম",
        "heissen", "heisst", "heet", "heten", "appelez", "appelles", "llamas", "llama", "chiami", "chiama", "chamas", "zovut", "зовут",
        "звати", "nazywasz", "heter", "hedder", "обращаться", "звертатися", "jmenujes", "jmenujete",
    ]
    /// Words that mean other things in other languages, as a part of a question.
    static let unsure: Set<String> = ["ad", "ten", "ho", "ho_ten", "isim_soyisim", "名", "姓", "성", "ime"]

    /// "Name" as it is said of a company, beside ``names``.
    static let companyNames: Set<String> = [
        "nazwa", "nazwe", "название", "названием", "наименование", "назва", "nazev", "denumire", "denumirea", "razon", "ragione", "raison",
        "unvani", "unvan", "bedrijfsnaam", "firmenname",
    ]
    static let companyNamesInside = ["名", "명", "이름", "ชื่อ", "اسم", "नाम"]

    static let possessives: Set<String> = [
        "your", "ur", "my", "yours", "ihr", "ihre", "ihren", "ihrem", "dein", "deine", "deinen", "euer", "mein", "su", "tu", "sus", "tus",
        "mi", "seu", "sua", "teu", "tua", "meu", "votre", "ton", "vos", "mon",
        "suo", "tuo", "vostro", "mio", "uw", "je", "jouw", "jullie", "mijn", "twoje", "twoj", "panstwa", "pana", "pani", "moje", "sizin",
        "senin", "vas", "vase", "tvoje", "ditt", "din", "ert", "dit", "deres",
        "sinun", "sinua", "oma", "tau", "dvs", "dumneavoastra", "on", "neved", "ваше", "ваш", "вас", "твое", "тебя", "мое", "вашого", "вас",
        "вам", "σας", "σου", "το", "anda", "kamu", "saudara", "bapak", "ibu",
        "ban", "quy", "khach", "aapka", "apka", "आपका", "আপনার", "তোমার", "તમારું", "आपके", "तुम्हारा", "अपना", "آپ", "שלך", "שלכם",
    ]
    /// The small words of questions and requests.
    static let fillers: Set<String> = [
        "what", "whats", "s", "is", "are", "the", "a", "an", "of", "and", "or", "to", "please", "pls", "kindly", "enter", "tell", "us",
        "me", "give", "provide", "write", "mention", "share", "fill", "in", "here",
        "full", "complete", "first", "last", "real", "legal", "preferred", "both", "with", "we", "may", "can", "know", "have", "do", "you",
        "who", "whom", "it", "for", "at", "by", "as", "per", "on", "which", "work",
        "should", "how", "called", "required", "optional", "q", "question", "hi", "hello", "passport", "aadhaar", "aadhar", "pan", "id",
        "card", "certificate", "document", "documents", "records",
        "wie", "ist", "lautet", "der", "die", "das", "und", "bitte", "sie", "du", "geben", "vollstandiger", "vollstandigen", "voller",
        "vor", "wir", "uns", "ein", "an", "nennen", "welche", "welcher", "arbeiten", "des",
        "cual", "es", "el", "la", "los", "las", "de", "del", "y", "por", "favor", "completo", "completa", "completos", "como", "te", "se",
        "usted", "escribe", "escriba", "indica", "indique", "ingresa", "ingrese", "en",
        "qual", "e", "o", "os", "as", "do", "da", "dos", "das", "no", "na", "digite", "informe", "escreva", "qui", "voce", "para", "um",
        "uma", "inteiro", "prenom", "sobrenome", "apellido", "apellidos",
        "quel", "quelle", "est", "le", "les", "d", "l", "et", "s", "il", "vous", "plait", "svp", "comment", "entrez", "indiquez", "complet",
        "complete", "famille", "donnez", "nous",
        "qual", "come", "ti", "si", "lo", "gli", "i", "un", "una", "per", "favore", "inserisci", "scrivi", "cognome", "completo", "della",
        "dello", "dell", "del", "di",
        "wat", "hoe", "van", "het", "een", "en", "alstublieft", "vul", "volledige", "achternaam", "voor",
        "jak", "jakie", "masz", "na", "sie", "i", "podaj", "prosze", "pelne", "nazwisko", "to", "w", "z",
        "nedir", "ne", "lutfen", "girin", "yaziniz", "tam", "ve", "soyisim", "soyisminiz", "yazin",
        "как", "какое", "какая", "и", "пожалуйста", "укажите", "введите", "напишите", "полное", "полностью", "фамилия", "отчество", "к",
        "як", "яке", "та", "вкажіть", "введіть", "повне", "прізвище",
        "ποιο", "ειναι", "πληρες", "και", "παρακαλω", "jake", "je", "a", "prosim", "cele", "vad", "ar", "och", "fullstandigt", "hela",
        "hvad", "er", "og", "fulde", "fullt", "hva", "mika", "ja", "koko", "care", "si", "complet", "mi", "hogy", "teljes",
        "siapa", "apa", "yang", "lengkap", "tolong", "silakan", "isi", "tulis", "dan", "la", "gi", "cua", "day", "du", "vui", "long",
        "nhap", "va", "ho",
        "का", "की", "के", "ka", "ki", "penuh", "good", "nick", "הזן", "את", "क्या", "है", "कृपया", "पूरा", "और", "बताएं", "लिखें", "दर्ज",
        "करें", "kya", "hai", "ما", "هو", "من", "فضلك", "מה", "הוא", "מלא",
        "בבקשה",
    ]
    /// The words for the person who fills the form in.
    static let people: Set<String> = [
        "student", "students", "הלקוח", "התלמיד", "המטופל", "patient", "patients", "applicant", "applicants", "customer", "customers",
        "client", "clients", "buyer",
        "buyers", "owner", "owners", "guest", "guests", "participant", "participants", "attendee",
        "candidate", "candidates", "delegate", "visitor", "contact", "person", "lead", "user", "member", "tenant", "borrower", "parent",
        "parents", "guardian", "traveller", "traveler", "passenger", "learner",
        "kunde", "kunden", "schuler", "schulers", "teilnehmer", "teilnehmers", "patienten", "ansprechpartner", "ansprechpartners",
        "interessent", "interessenten", "bewerber", "antragsteller", "gast", "gastes",
        "alumno", "alumna", "estudiante", "estudiantes", "cliente", "clientes", "paciente", "pacientes", "titular", "solicitante",
        "interesado", "participante", "propietario", "padre", "contacto", "persona", "huesped",
        "aluno", "aluna", "estudante", "candidato", "responsavel", "interessado", "proprietario", "contato", "pessoa", "hospede",
        "comprador",
        "eleve", "etudiant", "etudiante", "participant", "demandeur", "titulaire", "proprietaire", "interlocuteur", "personne", "candidat",
        "studente", "studentessa", "paziente", "titolare", "partecipante", "richiedente", "alunno", "candidato", "genitore", "referente",
        "ospite", "contatto",
        "leerling", "klant", "klanten", "patient", "deelnemer", "aanvrager", "contactpersoon", "ucznia", "klienta", "pacjenta",
        "uczestnika", "kandydata", "studenta", "wlasciciela", "ogrenci", "ogrencinin", "musteri", "musterinin", "hasta", "hastanin",
        "katilimci", "basvuran",
        "клиента", "клиент", "студента", "ученика", "пациента", "участника", "заявителя", "контактное", "лицо", "клієнта", "учня",
        "пацієнта", "siswa", "pelanggan", "pasien", "peserta", "pemohon", "mahasiswa", "pembeli",
        "hoc", "sinh", "vien", "khach", "hang", "benh", "nhan", "nguoi", "phu", "huynh", "छात्र", "ग्राहक", "मरीज", "विद्यार्थी", "आवेदक",
        "elev", "kund", "kunds", "kunden", "klient", "pacient", "asiakas", "asiakkaan",
    ]
    /// The words for other people whom a form may ask about: taken where nobody better is named.
    static let others: Set<String> = [
        "father", "fathers", "mother", "mothers", "spouse", "spouses", "husband", "husbands", "wife", "wifes", "child", "childs",
        "children", "kid", "kids", "son", "sons", "daughter", "daughters", "brother", "sister", "friend", "friends", "relative",
        "nominee", "emergency", "referral", "referrer", "referred", "colleague", "partner", "partners", "alternate", "alternative", "alt",
        "alternativ", "second", "secondary", "other", "another", "additional", "guarantor", "2nd",
        "vater", "vaters", "mutter", "ehemann", "ehefrau", "ehepartner", "kind", "kindes", "kinder", "sohn", "tochter", "freund", "notfall",
        "notfallkontakt", "zweite", "weitere",
        "madre", "esposo", "esposa", "conyuge", "hijo", "hija", "hijos", "amigo", "emergencia", "otro", "alternativo", "segundo", "pai",
        "mae", "conjuge", "filho", "filha", "marido", "outro", "pere", "mere", "epoux", "epouse", "conjoint", "enfant", "fils", "fille",
        "ami", "urgence", "autre", "coniuge", "marito", "moglie", "figlio", "figlia", "amico", "emergenza", "vader", "moeder", "partner",
        "echtgenoot", "noodgeval", "ojca", "matki", "meza", "zony", "dziecka", "baba", "anne", "es", "cocuk", "acil",
        "отца", "матери", "мужа", "жены", "супруга", "ребенка", "друга", "батька", "дитини", "ayah", "suami", "istri", "anak", "teman",
        "darurat", "cha", "me", "chong", "vo", "con", "पिता", "माता", "पति", "पत्नी", "बच्चे",
    ]
    static let othersInside = [
        "والد", "زوج", "طوارئ", "父亲", "父親", "母亲", "母親", "配偶", "孩子", "紧急", "緊急", "배우자", "자녀", "비상", "ฉุกเฉิน", "คู่สมรส", "お子様",
    ]

    static let namesInside = sureNamesInside + ["اسم", "名字", "称呼", "稱呼", "ชื่อ"]
    static let sureNamesInside = ["姓名", "贵姓", "貴姓", "担当者名", "様のお名前", "氏名", "お名前", "名前", "이름", "성함", "성명", "اسمك", "الاسم"]
    /// The other things that have a name.
    static let thingsInside = [
        "产品", "產品", "商品", "课程", "課程", "学校", "學校", "店", "项目", "城市", "品牌", "制品", "製品", "学校名", "物件", "상품", "제품", "학교", "과정", "สินค้า",
        "โรงเรียน", "หลักสูตร", "โครงการ", "المنتج", "المدرسة", "المدينة", "المشروع", "الدورة",
    ]
    static let fillersInside = [
        "ของคุณ", "คุณ", "เล่น", "ผู้ติดต่อ", "ลูกค้า", "นักเรียน", "ผู้ป่วย", "คืออะไร", "กรุณา", "ระบุ", "กรอก", "นามสกุล", "และ", "จริง",
        "เต็ม",
        "您的", "你的", "请问", "請問", "请输入", "請輸入", "请填写", "您", "你", "怎么", "怎麼", "是", "什么", "什麼", "叫", "如何", "的", "客户", "学生",
        "ما", "هو", "من", "فضلك", "الكريم", "بالكامل", "الكامل", "العميل", "الطالب", "الطالبة", "المريض", "ك",
    ]
}
