/// People of one country: names in their own script with the spelling their e-mail address has.
struct PersonCatalogue: Sendable {
    struct Name: Sendable {
        let written: String
        let latin: String

        /// `"Müller"`, or `"Müller:mueller"` where the address is spelled otherwise.
        init(_ text: Substring) {
            let parts = text.split(separator: ":")
            written = String(parts[0])
            latin = parts.count > 1 ? String(parts[1]) : parts[0].lowercased()
        }
    }

    /// The languages of the forms that these people fill in.
    let locales: [String]
    let given: [Name]
    let family: [Name]
    let familyFirst: Bool
    /// The text between the names.
    let gap: String
    /// Phone patterns in international form; `#` is any digit.
    let phones: [String]
    let cities: [String]
    /// Company names; `*` is the family name.
    let companies: [String]

    private init(
        _ locales: String, given: String, family: String, familyFirst: Bool = false, gap: String = " ",
        phones: [String], cities: String, companies: String
    ) {
        self.locales = locales.split(separator: " ").map(String.init)
        self.given = given.split(separator: " ").map(Name.init)
        self.family = family.split(separator: " ").map(Name.init)
        self.familyFirst = familyFirst
        self.gap = gap
        self.phones = phones
        self.cities = cities.split(separator: ",").map(String.init)
        self.companies = companies.split(separator: ",").map(String.init)
    }

    /// Numbers that could be. Where a regulator keeps valid ones free for films (North America 555-01xx, Ofcom, ACMA, Bundesnetzagentur,
    /// ARCEP, PTS) they are from there, elsewhere from a block of round ones: nothing here ever rings anybody by itself.
    static let all: [PersonCatalogue] = [
        PersonCatalogue(
            "en_US",
            given: "Maya Daniel Grace Marcus Olivia Ethan Hannah Jordan Priscilla Tyler Naomi Caleb Rosa Desmond",
            family: "Whitaker Okafor Nguyen Ramirez Sullivan Becker Hayes Delgado Kowalski Patterson Abrams Chen",
            phones: ["+1212555 01##", "+1415555 01##", "+1312555 01##", "+1604555 01##", "+1305555 01##"],
            cities: "Chicago,Oakland,Vancouver,Miami,Denver,Boston",
            companies: "* Interiors,* & Daughters,Blue Door Realty,* Property Group,Lakeside Kitchens,Harbor Dental"),
        PersonCatalogue(
            "en_GB",
            given: "Imogen Callum Priya Alistair Rhiannon Kwame Fiona Tomasz Zainab Hugh",
            family: "Hargreaves Patel MacLeod Adeyemi Pemberton Llewellyn Singh Fairbairn O’Connell:oconnell",
            phones: ["+44207946 0###", "+441614960###", "+44113496 0###", "+3531555 0###"],
            cities: "London,Manchester,Leeds,Glasgow,Cardiff,Galway",
            companies: "* Joinery Ltd,The * Partnership,Northgate Lettings,* Bathrooms,Redbrick Homes Ltd"),
        PersonCatalogue(
            "en_GB en_US",
            given: "Lachlan Matilda Cooper Anjali Bronte Tane",
            family: "McAllister Nair Thornbury Te-Ao:teao Fitzgerald",
            phones: ["+612555 0####", "+61270100###", "+61355501###"],
            cities: "Sydney,Geelong,Brisbane",
            companies: "* Cabinetry,Southern Cross Fitouts,* Constructions"),
        PersonCatalogue(
            "de_DE",
            given: "Jürgen:juergen Anneliese Matthias Käthe:kaethe Sebastian Elif Björn:bjoern Ulrike Lukas Franziska",
            family: "Müller:mueller Schäfer:schaefer Großmann:grossmann Yılmaz:yilmaz Krüger:krueger Vogel Weiß:weiss",
            phones: ["+493023125###", "+494066969###", "+498999998###", "+496990009###", "+492214710###"],
            cities: "Berlin,Hamburg,München,Köln,Frankfurt am Main",
            companies: "* GmbH,Küchenstudio *,* & Söhne KG,Bäckerei *,Architekturbüro *"),
        PersonCatalogue(
            "es_ES",
            given: "José:jose Lucía:lucia Íñigo:inigo Carmen Begoña:begona Andrés:andres Ximena Rubén:ruben",
            family: "García:garcia Muñoz:munoz Ibáñez:ibanez Fernández:fernandez Castaño:castano Zúñiga:zuniga",
            phones: ["+34612555 0##", "+5255000001##"],
            cities: "Madrid,Sevilla,Ciudad de México,Valencia",
            companies: "Reformas *,* e Hijos S.L.,Cocinas del Sur,Inmobiliaria *"),
        PersonCatalogue(
            "pt_BR",
            given: "João:joao Conceição:conceicao Antônio:antonio Beatriz Luís:luis Thaís:thais Estêvão:estevao",
            family: "Gonçalves:goncalves Araújo:araujo Magalhães:magalhaes Silva Simões:simoes Assunção:assuncao",
            phones: ["+5511955500###", "+5521955500###", "+351912555 0##"],
            cities: "São Paulo,Rio de Janeiro,Porto,Curitiba",
            companies: "* Móveis Ltda,Construtora *,Cozinhas Bela Vista"),
        PersonCatalogue(
            "fr_FR",
            given: "Chloé:chloe François:francois Aïcha:aicha Gaëlle:gaelle Étienne:etienne Maëlys:maelys Noël:noel",
            family: "Lefèvre:lefevre Béranger:beranger Dubois Benaïssa:benaissa Hénault:henault d’Aubigné:daubigne",
            phones: ["+33199001###", "+3326191####", "+3335301####", "+3346571####", "+3353649####"],
            cities: "Lyon,Rennes,Paris,Toulouse,Nîmes",
            companies: "Maison *,* et Fils,Cuisines de l’Ouest,Cabinet *"),
        PersonCatalogue(
            "ja_JP",
            given: "健太:kenta 美咲:misaki 陽子:yoko 翔:sho さくら:sakura 大輔:daisuke",
            family: "田中:tanaka 佐藤:sato 渡辺:watanabe 小林:kobayashi 山本:yamamoto 高橋:takahashi",
            familyFirst: true,
            phones: ["+8190555 00###", "+8180555 00###"],
            cities: "東京,大阪,札幌",
            companies: "株式会社*,*工務店,*不動産"),
        PersonCatalogue(
            "ar_AR",
            given: "أحمد:ahmed فاطمة:fatima يوسف:youssef ليلى:layla خالد:khaled نور:nour",
            family: "الحسيني:alhusseini منصور:mansour الخطيب:alkhatib درويش:darwish",
            phones: ["+971505550###", "+201005550###"],
            cities: "دبي,القاهرة,عمّان",
            companies: "شركة *,مؤسسة *"),
        PersonCatalogue(
            "en_US en_GB",
            given: "अनिका:anika राहुल:rahul मीरा:meera अर्जुन:arjun",
            family: "शर्मा:sharma मेहता:mehta बनर्जी:banerjee",
            phones: ["+91987650 0###"],
            cities: "Mumbai,Pune,Chennai",
            companies: "* Modular Kitchens,* Traders Pvt Ltd"),
        PersonCatalogue(
            "en_US en_GB",
            given: "Ananya Vikram Meera Arjun Kavya",
            family: "Iyer Chaudhary Banerjee Reddy",
            phones: ["+91987650 0###"],
            cities: "Mumbai,Pune,Chennai",
            companies: "* Modular Kitchens,* Traders Pvt Ltd"),
        PersonCatalogue(
            "en_US",
            given: "伟:wei 芳:fang 志明:zhiming 丽华:lihua",
            family: "王:wang 李:li 陈:chen 欧阳:ouyang",
            familyFirst: true, gap: "",
            phones: ["+861385550####"],
            cities: "上海,深圳",
            companies: "*家居,*建材"),
        PersonCatalogue(
            "en_US",
            given: "민준:minjun 서연:seoyeon 지후:jihu 하은:haeun",
            family: "김:kim 박:park 이:lee 최:choi",
            familyFirst: true, gap: "",
            phones: ["+82105550####"],
            cities: "서울,부산",
            companies: "* 주방,* 건축"),
        PersonCatalogue(
            "en_GB",
            given: "Ольга:olga Дмитро:dmytro Олексій:oleksii Ірина:iryna",
            family: "Шевченко:shevchenko Коваленко:kovalenko Бондар:bondar",
            phones: ["+380675550 ###"],
            cities: "Київ,Львів",
            companies: "* і партнери,Кухні *"),
        PersonCatalogue(
            "en_GB",
            given: "Ιωάννης:ioannis Ελένη:eleni Γιώργος:giorgos",
            family: "Παπαδόπουλος:papadopoulos Νικολάου:nikolaou",
            phones: ["+30210000####"],
            cities: "Αθήνα,Πάτρα",
            companies: "Αφοί *,Κουζίνες *"),
        PersonCatalogue(
            "en_GB",
            given: "Åsa:asa Björn:bjorn Linnéa:linnea Göran:goran",
            family: "Östlund:ostlund Sjögren:sjogren Lindqvist",
            phones: ["+468465004##", "+4670174061#", "+463139006##"],
            cities: "Stockholm,Göteborg",
            companies: "* AB,Köksbutiken *"),
        PersonCatalogue(
            "en_GB",
            given: "Łukasz:lukasz Małgorzata:malgorzata Zbigniew Agnieszka",
            family: "Wiśniewski:wisniewski Dąbrowska:dabrowska Wójcik:wojcik",
            phones: ["+48601555 0##"],
            cities: "Kraków,Łódź",
            companies: "* Meble,Studio Kuchni *"),
        PersonCatalogue(
            "en_US",
            given: "Nguyễn:nguyen Hương:huong Đức:duc Thảo:thao",
            family: "Trần:tran Phạm:pham Đặng:dang",
            familyFirst: true,
            phones: ["+84900000###"],
            cities: "Hà Nội,Đà Nẵng",
            companies: "Nội thất *,Công ty *"),
    ]
}
