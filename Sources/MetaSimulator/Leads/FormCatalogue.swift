/// The forms that every simulated page has, one kitchen studio's in several languages.
enum FormCatalogue {
    private typealias Question = SimulatedForm.Question
    private typealias Option = SimulatedForm.Option

    static let english: [SimulatedForm] = [
        SimulatedForm(
            id: "", name: "Kitchen form", locale: "en_US",
            questions: [
                Question("full_name", "Full name", "FULL_NAME"), Question("phone_number", "Phone number", "PHONE"),
                Question("email", "Email", "EMAIL"),
                Question("company_name", "Company name", "COMPANY_NAME", isOptional: true),
                Question("budget?", "Budget?", "CUSTOM", options: budget("$")),
                Question("when_can_we_call?", "When can we call?", "CUSTOM", options: calls, isOptional: true),
            ]),
        SimulatedForm(
            id: "", name: "Bath form", locale: "en_GB",
            questions: [
                Question("first_name", "First name", "FIRST_NAME"), Question("last_name", "Last name", "LAST_NAME"),
                Question("email", "Email", "EMAIL"), Question("phone_number", "Phone number", "PHONE"),
                Question("city", "City", "CITY", isOptional: true),
                Question("budget?", "Budget?", "CUSTOM", options: budget("£"), isOptional: true),
            ]),
        SimulatedForm(
            id: "", name: "Autumn sale", locale: "en_US",
            questions: [
                Question("FULL_NAME", "Full name", "FULL_NAME"), Question("EMAIL", "Work email", "WORK_EMAIL"),
                Question("PHONE", "Phone", "PHONE"),
                Question("COMPANY_NAME", "Company", "COMPANY_NAME", isOptional: true),
                Question("when_can_we_call?", "When can we call?", "CUSTOM", options: calls),
            ]),
    ]

    static let translated: [SimulatedForm] = [
        form(
            "Küchenanfrage", "de_DE",
            [
                ("vollständiger_name", "Vollständiger Name", "FULL_NAME"), ("telefonnummer", "Telefonnummer", "PHONE"),
                ("e-mail-adresse", "E-Mail-Adresse", "EMAIL"),
                ("name_des_unternehmens", "Name des Unternehmens", "COMPANY_NAME"),
                ("wann_dürfen_wir_anrufen?", "Wann dürfen wir anrufen?", "CUSTOM"),
            ]),
        form(
            "Formulario de cocinas", "es_ES",
            [
                ("nombre_completo", "Nombre completo", "FULL_NAME"),
                ("número_de_teléfono", "Número de teléfono", "PHONE"),
                ("correo_electrónico", "Correo electrónico", "EMAIL"), ("ciudad", "Ciudad", "CITY"),
                ("¿cuándo_podemos_llamarle?", "¿Cuándo podemos llamarle?", "CUSTOM"),
            ]),
        form(
            "Formulário de cozinhas", "pt_BR",
            [
                ("nome_completo", "Nome completo", "FULL_NAME"), ("número_de_telefone", "Número de telefone", "PHONE"),
                ("email", "E-mail", "EMAIL"), ("nome_da_empresa", "Nome da empresa", "COMPANY_NAME"),
                ("quando_podemos_ligar?", "Quando podemos ligar?", "CUSTOM"),
            ]),
        form(
            "Demande de cuisine", "fr_FR",
            [
                ("prénom", "Prénom", "FIRST_NAME"), ("nom_de_famille", "Nom de famille", "LAST_NAME"),
                ("numéro_de_téléphone", "Numéro de téléphone", "PHONE"), ("e-mail", "E-mail", "EMAIL"),
                ("quand_pouvons-nous_vous_appeler_?", "Quand pouvons-nous vous appeler ?", "CUSTOM"),
            ]),
        form(
            "キッチンのお問い合わせ", "ja_JP",
            [
                ("氏名", "氏名", "FULL_NAME"), ("電話番号", "電話番号", "PHONE"), ("メールアドレス", "メールアドレス", "EMAIL"),
                ("会社名", "会社名", "COMPANY_NAME"), ("ご都合のよい時間帯", "ご都合のよい時間帯", "CUSTOM"),
            ]),
        form(
            "نموذج المطابخ", "ar_AR",
            [
                ("الاسم_الكامل", "الاسم الكامل", "FULL_NAME"), ("رقم_الهاتف", "رقم الهاتف", "PHONE"),
                ("البريد_الإلكتروني", "البريد الإلكتروني", "EMAIL"), ("اسم_الشركة", "اسم الشركة", "COMPANY_NAME"),
            ]),
    ]

    private static func form(_ name: String, _ locale: String, _ rows: [(String, String, String)]) -> SimulatedForm {
        SimulatedForm(
            id: "", name: name, locale: locale,
            questions: rows.map { key, label, type in
                Question(
                    key, label, type, options: type == "CUSTOM" ? times[locale] ?? [] : [],
                    isOptional: ["CUSTOM", "COMPANY_NAME", "CITY"].contains(type))
            })
    }

    private static func budget(_ sign: String) -> [Option] {
        [
            Option(key: "under_5000", value: "Under \(sign)5,000"),
            Option(key: "5000_to_15000", value: "\(sign)5,000 to \(sign)15,000"),
            Option(key: "15000_to_40000", value: "\(sign)15,000 to \(sign)40,000"),
            Option(key: "over_40000", value: "Over \(sign)40,000"),
        ]
    }

    private static let calls = [
        Option(key: "in_the_morning", value: "In the morning"), Option(key: "after_lunch", value: "After lunch"),
        Option(key: "after_6_pm", value: "After 6 pm"), Option(key: "any_time", value: "Any time"),
    ]

    private static let times: [String: [Option]] = [
        "de_DE": [
            Option(key: "vormittags", value: "Vormittags"), Option(key: "nachmittags", value: "Nachmittags"),
            Option(key: "ab_18_uhr", value: "Ab 18 Uhr"),
        ],
        "es_ES": [
            Option(key: "por_la_mañana", value: "Por la mañana"), Option(key: "por_la_tarde", value: "Por la tarde"),
        ],
        "pt_BR": [Option(key: "de_manhã", value: "De manhã"), Option(key: "à_tarde", value: "À tarde")],
        "fr_FR": [
            Option(key: "le_matin", value: "Le matin"), Option(key: "l’après-midi", value: "L’après-midi"),
        ],
        "ja_JP": [Option(key: "午前", value: "午前"), Option(key: "午後", value: "午後"), Option(key: "夕方以降", value: "夕方以降")],
    ]
}
