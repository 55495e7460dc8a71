import CRM
import MetaLeads
import Testing

@testable import LeadIntake

/// Forms ask with questions of their own, in every language: what is asked for is known by the words.
@Suite("Questions of a form's own") struct OwnQuestionTests {
    private func map(_ country: String?, _ answers: [(String, String)], _ questions: [FormQuestion]? = nil) -> MappedAnswers {
        let judge = CountryJudge.of(country.flatMap { Country($0) })
        return LeadMapper.map(answers.map { LeadAnswer(name: $0.0, values: [$0.1]) }, questions: questions, judge: judge)
    }

    private static let names = [
        "student_name", "seu_nome", "What is your name?", "what_is_your_name_", "your_full_name", "Please enter your full name",
        "Patient Name", "nombre_del_alumno", "cuál_es_tu_nombre", "¿Cómo te llamas?", "nome_do_aluno", "qual_é_o_seu_nome?",
        "votre_nom", "nom_de_l'élève", "Comment vous appelez-vous ?", "wie_heißen_sie?", "Ihr vollständiger Name",
        "wie lautet ihr name", "name_des_schülers", "come_ti_chiami?", "il_tuo_nome", "nome_e_cognome_del_paziente", "hoe_heet_je?",
        "wat_is_uw_naam", "twoje_imię_i_nazwisko", "jak_masz_na_imię?", "adınız_nedir?", "adınız_ve_soyadınız", "isminiz",
        "как_вас_зовут?", "ваше_имя", "Ваше полное имя", "как к вам обращаться", "siapa_nama_anda?", "nama_lengkap_anda", "tên_của_bạn",
        "họ_và_tên_của_bạn", "họ tên học sinh", "आपका_नाम", "आपका नाम क्या है?", "ما_اسمك؟", "ما هو اسمك الكامل؟", "您的姓名", "请输入您的姓名",
        "お名前を教えてください", "이름을_입력해주세요", "성함", "ชื่อของคุณ", "ชื่อ-นามสกุล ของคุณ", "vad_heter_du?", "מה_שמך?", "מה השם שלך?",
        "Name (as per passport)", "yourName", "Full name as per Aadhaar", "customer name", "contact person name", "whats ur name",
        "numele_dvs", "numele_dumneavoastra", "care este numele tău?", "ποιο_είναι_το_όνομά_σας", "το όνομά σας", "ваше_ім'я",
        "як_вас_звати?", "mi_a_neve?", "az Ön neve", "nimesi", "mikä_on_nimesi?", "Sinun nimesi", "vaše_jméno", "jak_se_jmenujete?",
        "dit_navn", "hvad_hedder_du?", "ditt_namn", "hva heter du?", "nama_penuh", "nama_anda_siapa", "הזן את שמך", "שם הלקוח",
        "আপনার নাম", "નામ", "नाव", "Naam", "your good name", "Name*", "NAME:", "Full Name (First and Last)", "first & last name",
        "Name of applicant", "Applicant's Name", "Guest Name", "Name of Student", "Parent's name", "Candidate Full Name",
        "Patient's full name", "nombre y apellidos del alumno", "Nombre del paciente:", "nombre_del_titular", "nome_do_paciente",
        "Nome e sobrenome do aluno", "nome do responsável", "nom_et_prénom_de_l'élève", "votre nom et prénom",
        "Prénom et nom du participant", "Name des Teilnehmers", "Vor- und Nachname des Schülers", "Wie ist Ihr Name?", "Wie heißt du?",
        "nome dello studente", "Nome e cognome dell'alunno", "come si chiama?", "volledige naam van de leerling",
        "imię i nazwisko ucznia", "imię i nazwisko klienta", "öğrencinin adı soyadı", "adınız soyadınız nedir", "ФИО студента",
        "имя и фамилия ученика", "имя клиента", "nama siswa", "nama lengkap peserta", "tên học sinh", "họ và tên khách hàng",
        "छात्र का नाम", "student ka naam", "اسم الطالب", "اسم المريض", "الاسم الثلاثي", "学生姓名", "患者姓名", "您怎么称呼", "您贵姓", "生徒氏名", "ご担当者名",
        "ご担当者様のお名前", "学生のお名前", "학생 이름", "신청자 성명", "ชื่อผู้ติดต่อ", "ชื่อนักเรียน", "ชื่อเล่น",
    ]

    private static let otherNames = [
        "course_name", "city_name", "product name", "school_name", "Which ad did you see?", "pet_name", "name of the city",
        "event name", "dealer_name", "project_name", "nombre_del_producto", "nome_do_curso", "nom_du_produit", "产品名称", "商品名", "学校名",
        "ชื่อสินค้า", "which model name do you like", "username", "campaign_name", "street name", "how did you hear about us",
    ]

    private static let companies = [
        "company_name", "name of your company", "what is your company name?", "nome_da_empresa", "nome_da_sua_empresa",
        "nombre_de_tu_empresa", "nom de votre entreprise", "nome della tua azienda", "Name Ihres Unternehmens",
        "wie heißt ihr unternehmen?", "naam_van_uw_bedrijf", "nazwa_twojej_firmy", "şirketinizin_adı", "название_вашей_компании",
        "your_company", "business name", "which company do you work for?", "nama_perusahaan_anda", "tên công ty của bạn", "您的公司名称",
        "会社名を教えてください", "회사명을 입력해주세요", "ชื่อบริษัทของคุณ", "اسم شركتك", "आपकी कंपनी का नाम", "your organisation name",
        "nume_companie_dvs", "denumirea firmei", "όνομα_της_εταιρείας_σας", "назва_вашої_компанії", "cége neve", "yrityksesi nimi",
        "název_vaší_firmy", "navn på virksomheden", "firmanavn", "nama syarikat", "שם החברה שלך", "name of organization", "Firm name",
        "Agency name", "Company / Organization", "Company you work for", "razón social", "ragione sociale", "raison sociale",
        "nome fantasia da empresa", "Firma / Unternehmen", "Name der Firma", "貴社名", "御社名をご記入ください", "公司全称", "单位名称", "업체명", "회사이름",
        "ชื่อบริษัท/องค์กร",
    ]

    private static let aboutCompanies = [
        "company size", "what does your company do", "business_type", "how many employees does your company have?", "company_website",
        "tamanho da empresa",
    ]

    @Test("the person's name is found by the words of the key, and of the label", arguments: names)
    func name(_ question: String) {
        #expect(map("US", [(question, "Ann Lee")]).name == "Ann Lee")
        #expect(map("US", [("q1", "Ann Lee")], [FormQuestion(key: "q1", label: question, type: "CUSTOM")]).name == "Ann Lee")
    }

    @Test("what else has a name is not the person", arguments: otherNames)
    func otherName(_ question: String) {
        let contact = map("US", [(question, "Blue Moon")])
        #expect(contact.name == nil && contact.company == nil && contact.other.count == 1)
    }

    @Test("a company's name is the company, and no person's", arguments: companies)
    func company(_ question: String) {
        let contact = map("US", [(question, "Acme")])
        #expect(contact.company == "Acme" && contact.name == nil)
    }

    @Test("other questions about a company ask for no name", arguments: aboutCompanies)
    func aboutCompany(_ question: String) {
        #expect(map("US", [(question, "big")]).company == nil)
    }

    @Test("somebody else's name stands in only where nobody better is named")
    func others() {
        #expect(map(nil, [("father's name", "Old Lee"), ("student_name", "Ann")]).name == "Ann")
        #expect(map(nil, [("spouse_name", "Old Lee"), ("name", "Ann")]).name == "Ann")
        #expect(map(nil, [("mother_maiden_name", "X"), ("name", "Ann Lee")]).name == "Ann Lee")
        #expect(map(nil, [("father_name", "Old Lee")]).name == "Old Lee")
        #expect(map(nil, [("pet_name", "Rex")]).name == nil)
    }

    @Test("halves of a name are joined, however they are asked for")
    func halves() {
        #expect(map(nil, [("your_first_name", "Ann"), ("your_last_name", "Lee")]).name == "Ann Lee")
        #expect(map(nil, [("Seu primeiro nome", "Ann"), ("Seu sobrenome", "Lee")]).name == "Ann Lee")
        #expect(map(nil, [("first_name", "Ann"), ("ihr_nachname", "Lee")]).name == "Ann Lee")
    }

    private static let phones: [(String, [String], String)] = [
        (
            "US",
            [
                "phone_no", "mobile_no", "contact_no", "whatsapp_no", "phone_number_(whatsapp)", "what_is_your_mobile_no",
                "your_mobile_number", "Best phone number to reach you", "What's your cell #?", "cell_no", "phone no.",
                "Contact Number (WhatsApp)", "phoneNumber", "mobileNo1", "phone with area code", "what number can we call you on?",
                "callback number",
            ], "(415) 555-2672"
        ),
        (
            "BR",
            [
                "seu_telefone_com_ddd", "qual_seu_whatsapp?", "celular_com_ddd",
                "número_do_seu_celular", "telefone para contato", "zap", "seu numero de contato",
            ], "(11) 96123-4567"
        ),
        (
            "DE",
            [
                "ihre_handynummer", "telefonnummer_für_rückruf", "unter_welcher_nummer_erreichen_wir_sie?", "Mobilnr.", "Ihre Rufnummer",
                "Telefon (tagsüber)",
            ], "0171 2345678"
        ),
        (
            "ES",
            [
                "tu_teléfono", "número_de_contacto", "teléfono_móvil_de_contacto",
                "¿A qué número podemos llamarte?", "tu whatsapp",
            ], "612 34 56 78"
        ),
        (
            "FR",
            [
                "votre_numéro", "votre_numéro_de_portable",
                "à_quel_numéro_vous_joindre?", "tél", "n°_de_téléphone", "votre tel portable",
            ], "06 12 34 56 78"
        ),
        (
            "IT",
            [
                "il_tuo_numero",
                "il_tuo_cellulare", "numero_per_essere_ricontattato", "recapito_telefonico", "telefono_per_contattarti",
            ], "347 123 4567"
        ),
        ("NL", ["uw_telefoonnummer", "mobiel", "06-nummer", "op welk nummer kunnen we je bereiken?"], "06 12345678"),
        (
            "PL",
            ["twój_numer_telefonu", "nr_tel", "telefon_kontaktowy", "numer kontaktowy"], "601 234 567"
        ),
        (
            "TR",
            [
                "telefon_numaranız",
                "cep_no", "cep numaranız", "size ulaşabileceğimiz numara",
            ], "0532 123 45 67"
        ),
        (
            "SA",
            [
                "رقم_هاتفك", "رقم_جوالك", "رقم_التواصل",
                "ما هو رقم هاتفك؟",
            ], "050 123 4567"
        ),
        (
            "IN",
            [
                "आपका_मोबाइल_नंबर", "फोन_नंबर_क्या_है", "संपर्क नंबर", "Mobile No. (WhatsApp)",
                "Ph. no", "whats_app_number",
            ], "98123 45678"
        ),
        (
            "RU",
            [
                "ваш_телефон", "ваш_номер_телефона", "номер_для_связи", "Ваш мобильный",
                "контактный телефон",
            ], "8 912 345-67-89"
        ),
        (
            "ID",
            [
                "nomor_hp_anda", "no_hp", "no._wa_aktif",
                "nomor telepon yang bisa dihubungi",
            ], "0812-3456-7890"
        ),
        (
            "VN",
            [
                "số_điện_thoại_của_bạn", "sđt", "so_dien_thoai_lien_he",
                "số zalo",
            ], "0912 345 678"
        ), ("TH", ["เบอร์โทรของคุณ", "เบอร์ติดต่อ", "หมายเลขโทรศัพท์ที่ติดต่อได้"], "081 234 5678"),
        (
            "JP",
            ["お電話番号を入力してください", "携帯番号", "ご連絡先"], "090-1234-5678"
        ), ("CN", ["您的手机号码", "联系电话是多少", "手机号(必填)"], "138 1234 5678"),
        (
            "KR",
            ["휴대폰_번호를_입력해주세요", "연락받으실 번호", "연락처"], "010-1234-5678"
        ), ("IL", ["מספר_הטלפון_שלך", "נייד ליצירת קשר"], "052-123-4567"),
        (
            "SE",
            ["ditt_telefonnummer", "mobilnr"], "070-123 45 67"
        ),
        ("RO", ["numărul_tău_de_telefon", "nr._de_telefon", "telefon mobil"], "0712 345 678"),
        (
            "GR",
            [
                "το_τηλέφωνό_σας",
                "κινητό_τηλέφωνο_επικοινωνίας", "τηλέφωνο επικοινωνίας",
            ], "691 234 5678"
        ),
        (
            "UA", ["ваш_номер_телефону", "контактний_телефон"],
            "067 123 4567"
        ), ("HU", ["telefonszámod", "mobil_telefonszám", "az ön telefonszáma"], "06 20 123 4567"),
        (
            "FI",
            ["puhelinnumerosi", "matkapuhelinnumerosi"], "041 2345678"
        ), ("CZ", ["vaše_telefonní_číslo", "telefon na vás"], "601 123 456"),
        ("DK", ["dit_telefonnummer", "mobilnummer til kontakt", "tlf."], "32 12 34 56"),
        (
            "MY",
            [
                "no_telefon_anda", "no. tel",
                "nombor telefon",
            ], "012-345 6789"
        ), ("PH", ["contact_#", "cellphone_number", "mobile/viber number"], "0905 123 4567"),
        (
            "IR",
            ["شماره_تماس", "شماره_موبایل_شما"], "0912 345 6789"
        ), ("PK", ["موبائل نمبر", "فون نمبر", "whatsapp no"], "0301 2345678"),
        (
            "BD",
            ["আপনার ফোন নম্বর", "মোবাইল নাম্বার"], "01812-345678"
        ),
        (
            "US",
            [
                "cell", "Cell:", "Best # to text you", "text number",
                "Phone (mobile preferred)", "Mobile (with country code)", "phone_number_with_country_code", "Primary phone", "ph_number",
                "Telephone #", "WhatsApp / Mobile", "alternate phone",
            ], "(415) 555-2672"
        ),
        (
            "GB",
            [
                "mob no", "mobile tel", "daytime telephone",
                "Home phone", "landline", "Tel no",
            ], "07911 123456"
        ),
        (
            "DE",
            [
                "Deine Handynummer", "Tel.-Nr.", "Telefonnummer (für Rückfragen)",
                "Festnetz oder Mobil", "Handy-Nr.", "WhatsApp Nummer",
            ], "0171 2345678"
        ),
        (
            "BR",
            [
                "fone", "DDD + telefone", "Whats",
                "número de WhatsApp com DDD", "tel. celular", "Seu melhor telefone",
            ], "(11) 96123-4567"
        ),
        (
            "MX",
            [
                "Número a 10 dígitos",
                "Tu número de celular (10 dígitos)", "cel",
            ], "55 1234 5678"
        ),
        (
            "ES",
            [
                "móvil", "Tfno", "teléfono de contacto",
                "número de teléfono móvil", "telf.",
            ], "612 34 56 78"
        ),
        (
            "FR",
            [
                "numéro de portable", "n° tel", "mobile", "téléphone (portable)",
                "Numéro WhatsApp",
            ], "06 12 34 56 78"
        ),
        (
            "IT", ["n. di telefono", "tel./cell.", "numero cellulare whatsapp", "recapito"],
            "347 123 4567"
        ), ("RU", ["тел.", "телефон для связи", "номер WhatsApp", "Ваш контактный номер"], "8 912 345-67-89"),
        (
            "AE",
            ["mobile no uae", "رقم الموبايل", "رقم للتواصل واتساب"], "050 123 4567"
        ),
        (
            "VN", ["điện thoại liên hệ", "số đt", "SĐT Zalo"],
            "0912 345 678"
        ), ("TH", ["เบอร์โทรศัพท์มือถือ", "โทร"], "081 234 5678"), ("CN", ["联系手机", "您的联系方式", "手机"], "138 1234 5678"),
        ("TW", ["聯絡電話", "您的手機號碼"], "0912 345 678"), ("JP", ["電話番号（ハイフンなし）", "日中連絡のつく電話番号"], "090-1234-5678"),
        (
            "KR",
            [
                "핸드폰번호",
                "연락 가능한 전화번호",
            ], "010-1234-5678"
        ),
    ]

    @Test("the phone is the number that is asked for as one, and not what comes before it", arguments: phones)
    func phone(country: String, questions: [String], number: String) {
        for question in questions {
            let before = [("lot_no", "12345678"), ("which_years?", "2019-2024")]
            #expect(map(country, before + [(question, number)]).phone == number, "\(question)")
            let label = FormQuestion(key: "q1", label: question, type: "CUSTOM")
            #expect(map(country, before + [("q1", number)], [label]).phone == number, "\(question)")
        }
    }

    @Test(
        "codes, spans of years, money, hours, dates and postcodes are never a phone",
        arguments: [
            ("US", "which_years_did_you_work_there?", "2019-2024"), ("DE", "von_bis", "2019-2024"), ("DE", "jahre", "2019 – 2024"),
            (
                "US",
                "lot_no", "12345678"
            ), ("US", "how_much_do_you_want_to_invest?", "500000 - 1000000"), ("IN", "how_much", "500000 - 1000000"),
            ("IN", "aadhaar_number", "1234 5678 9012"), ("IN", "aadhar", "9812345678"), ("IT", "when_can_we_call?", "09.00 - 11.00"),
            (
                "US",
                "best_time_to_call", "0900-1100"
            ), ("DE", "erreichbar", "09.00 - 11.00"), ("IT", "selected_dealer", "99213450"),
            (
                "DK",
                "selected_dealer", "99213450"
            ), ("OM", "forhandler", "99213450"), ("DK", "autohaus", "99213450"),
            (
                "US", "order_number",
                "4155552671"
            ), ("US", "membership_no", "4155552671"), ("US", "date", "12/31/2027"), ("US", "zip", "94105-1234"),
            (
                "US", "x",
                "94105-1234"
            ), ("DE", "kundennummer", "0171 2345678"), ("US", "ein", "12-3456789"), ("US", "ssn", "123-45-6789"),
            (
                "US", "q",
                "123-45-6789"
            ), ("IN", "pin_code", "400001"), ("IN", "budget", "50,00,000"), ("US", "invest", "1000000-2000000"),
            (
                "US",
                "phone_budget", "1000000"
            ), ("US", "account", "4155552671"), ("FR", "siret", "732 829 320 00074"),
            (
                "BR", "cpf",
                "123.456.789-09"
            ), ("IT", "codice", "3471234567"), ("IT", "orari", "9.30 - 12.30"), ("DE", "uhrzeit", "8:30-17:00"),
            (
                "PL",
                "pesel", "44051401359"
            ), ("US", "how_many_phones_do_you_need", "250000"), ("TR", "tc_kimlik_no", "12345678901"),
            (
                "CN", "身份证号",
                "110101199003071234"
            ), ("CN", "订单编号", "13812345678"), ("JP", "会員番号", "09012345678"), ("US", "slot", "2026-11-27 10:00"),
            (
                "DE",
                "miete", "1.200.000"
            ), ("GB", "n", "07.00 - 19.00"),
            ("DE", "postleitzahl", "12345678"), ("DE", "händlernummer", "0171 2345678"), ("FR", "code_postal", "0612345678"),
            (
                "ES",
                "código de socio", "612345678"
            ), ("BR", "cnpj", "12.345.678/0001-95"), ("US", "plate", "4155552671"),
            (
                "US", "customer number",
                "415-555-2671"
            ), ("US", "policy no.", "415-555-2671"), ("US", "serial_number", "415-555-2671"),
            (
                "US", "year built",
                "1998-2004"
            ), ("US", "how many sq ft", "415-555"), ("IN", "pan_number", "9812345678"), ("IN", "registration_no", "9812345678"),
            ("IN", "roll number", "9812345678"), ("US", "monthly bill", "4000-5000"), ("IT", "partita iva", "0347 1234567"),
            (
                "NL",
                "klantnummer", "06 12345678"
            ), ("PL", "nr zamówienia", "601 234 567"), ("TR", "müşteri no", "0532 123 45 67"),
            (
                "RU",
                "номер заказа", "8 912 345-67-89"
            ), ("JP", "郵便番号", "090-1234-5678"), ("CN", "会员号", "13812345678"),
            (
                "US", "available",
                "9am-5pm"
            ), ("GB", "hours", "09:00-17:30"), ("US", "x", "12/11/2026 - 15/11/2026"), ("US", "x", "2026-11-20 - 2026-11-25"),
            ("DE", "x", "01.12.2026 - 05.12.2026"), ("US", "x", "10000000"), ("IN", "x", "5000000-7500000"),
            (
                "DE", "x",
                "250.000 - 300.000 €"
            ), ("GB", "x", "250000-300000"), ("CH", "x", "1'000'000"), ("US", "model_number", "415-555-2671"),
            (
                "ES",
                "número de pedido", "612 34 56 78"
            ), ("PT", "número de contribuinte", "212345678"), ("PT", "nif", "212 345 678"),
            (
                "FR",
                "numéro de commande", "06 12 34 56 78"
            ), ("IT", "numero ordine", "347 123 4567"), ("US", "confirmation number", "415-555-2671"),
            ("US", "employee_id", "415-555-2671"), ("US", "loan number", "415-555-2671"), ("US", "lot number", "415-555-2671"),
            (
                "US",
                "order no", "(415) 555-2671"
            ), ("DE", "Versicherungsnummer", "0171 2345678"), ("DE", "Fahrgestellnummer", "0171 2345678"),
            ("DE", "Ausweisnummer", "0171 2345678"),
        ])
    func noPhone(country: String, question: String, answer: String) {
        #expect(map(country, [(question, answer)]).phone == nil)
    }

    @Test(
        "a number is known by its look where the country gives it out, marks and hyphens of all kinds aside",
        arguments: [
            ("IN", "\u{202D}+91 98123 45678\u{202C}"), ("IN", "+91\u{2011}98123\u{2011}45678"), ("IN", "＋９１ ９８１２３ ４５６７８"),
            ("DE", "0171/2345678"), ("US", "(415) 555-2671"),
            ("IT", "00 39 347 1234567"),
        ])
    func look(country: String, number: String) throws {
        let phone = try #require(map(country, [("line", number)]).phone)
        #expect(PhoneNumber.e164(of: phone, country: Country(country)) == PhoneNumber.e164(of: number, country: Country(country)))
    }

    @Test("where nobody knows the country, a number without its code is one only if a question asks for it")
    func noCountry() {
        #expect(map(nil, [("line", "(415) 555-2671")]).phone == nil)
        #expect(map(nil, [("how_do_we_reach_you", "(415) 555-2671")]).phone == "(415) 555-2671")
        #expect(map(nil, [("line", "+1 415 555 2671")]).phone == "+1 415 555 2671")
    }

    @Test("words beside the number stay, so that a caller sees them")
    func words() {
        #expect(map("AT", [("ihre_telefonnummer", "0664 1234567 ab 17")]).phone == "0664 1234567 ab 17")
    }
}
