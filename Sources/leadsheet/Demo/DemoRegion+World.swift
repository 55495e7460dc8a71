extension DemoRegion {
    static let world: [DemoRegion] = [
        DemoRegion(
            given: ["John", "Dolores", "Tyrone", "Mei-Ling", "Santiago", "Keisha", "Wyatt", "Noor"],
            family: ["Doe", "O'Malley", "Nguyen", "Begaye", "Castellano", "Washington", "St. Clair"],
            phones: ["+1 212 555 01##", "+1 415 555 01##", "+1 604 555 01##"],
            companies: ["Globex", "Initrode", "Vandelay Imports", "Blue Mesa Homes", "St. Clair Realty"], weight: 4),
        DemoRegion(
            given: ["Matilda", "Jarrah", "Lachlan", "Kirra"], family: ["Nguyen", "McAllister", "Yunupingu", "Bell"],
            phones: ["+61 2 5550 ####"], companies: ["Bell & Bell Fitouts", "Southern Cross Kitchens"], weight: 1),
        DemoRegion(
            given: ["Thaís", "Caetano", "Luíza", "Otávio", "Jussara", "Antônio"],
            family: ["Souza", "Guimarães", "Assunção", "Brandão", "Leitão"],
            phones: ["+55 11 95550 00##", "+55 21 95550 00##"], companies: ["Padaria São Bento", "Móveis Guimarães", "Grupo Assunção"]),
        DemoRegion(
            given: ["Kofi", "Ama", "Chidinma", "Olúwaṣeun", "Adébáyọ̀", "Ngozi"],
            family: ["Mensah", "Owusu", "Okonkwo", "Adéyẹmí", "Boateng"],
            phones: ["+233 24 555 00##", "+234 803 555 00##"], companies: ["Mensah Foods", "Accra Interiors", "Lagos Kitchen Hub"]),
        DemoRegion(
            given: ["Yusuf", "Şebnem", "İbrahim", "Gülşen", "Çağlar", "Işıl"], family: ["Yılmaz", "Öztürk", "Şahin", "Güneş", "Koç"],
            phones: ["+90 532 555 00 ##"], companies: ["Yılmaz Mutfak", "Öztürk Mobilya", "Boğaz Otel"]),
        DemoRegion(
            given: ["Omar", "Rania", "Khalil"], family: ["Haddad", "Khoury", "Nasser"], phones: ["+961 3 555 0##"],
            companies: ["Haddad Trading", "Cedar Kitchens"], weight: 1),
        DemoRegion(
            given: ["عمر|omar", "فاطمة|fatima", "ليلى|layla", "يوسف|yousef", "نور|noor"],
            family: ["الحداد|haddad", "المصري|almasri", "خوري|khoury", "العلي|alali"],
            phones: ["+971 50 555 00##", "+962 79 555 00##", "+20 100 555 00##"], companies: ["مطابخ الشرق", "مفروشات خوري", "دار النور"]),
        DemoRegion(
            given: ["נועה|noa", "איתן|eitan", "תמר|tamar", "יונתן|yonatan"],
            family: ["כהן|cohen", "לוי|levi", "מזרחי|mizrahi", "פרידמן|friedman"],
            phones: ["+972 52 555 00##"], companies: ["מטבחי הגליל", "לוי ובניו"], weight: 1),
        DemoRegion(
            given: ["प्रिया|priya", "अर्जुन|arjun", "कृष्णा|krishna"],
            family: ["शर्मा|sharma", "श्रीवास्तव|srivastava", "मिश्रा|mishra"],
            phones: ["+91 98765 00###"], companies: ["शर्मा किचन", "लक्ष्मी ट्रेडर्स"]),
        DemoRegion(
            given: ["Ananya", "Rohan", "Meenakshi"], family: ["Iyer", "Chatterjee", "Kaur"], phones: ["+91 98765 00###"],
            companies: ["Iyer Interiors", "Chatterjee & Sons"], weight: 1),
        DemoRegion(
            given: ["สมชาย|somchai", "กัญญา|kanya", "ณัฐพล|nattapon", "พิมพ์ใจ|pimjai"],
            family: ["ใจดี|jaidee", "ศรีสุข|srisuk", "วงศ์ทอง|wongthong"],
            phones: ["+66 81 555 00##"], companies: ["ครัวไทยดี", "ศรีสุขเฟอร์นิเจอร์"]),
        DemoRegion(
            given: ["Thị Hoa", "Minh Đức", "Thị Ngọc Ánh", "Quốc Việt", "Văn Dũng"], family: ["Đặng", "Nguyễn", "Trần", "Phạm", "Đỗ"],
            familyFirst: true, phones: ["+84 90 555 00 ##"], companies: ["Bếp Việt", "Nội thất Đông Đô", "Hoa Sen Co."]),
        DemoRegion(
            given: ["花子|hanako", "太郎|taro", "さくら|sakura", "健一|kenichi", "美咲|misaki", "翔|sho"],
            family: ["田中|tanaka", "佐藤|sato", "小林|kobayashi", "渡邊|watanabe", "長谷川|hasegawa"],
            familyFirst: true, phones: ["+81 90 5550 00##", "+81 80 5550 00##"], companies: ["田中商店", "株式会社さくら", "小林キッチン"], weight: 3),
        DemoRegion(
            given: ["민준|minjun", "서연|seoyeon", "지우|jiwoo", "하은|haeun"], family: ["김|kim", "이|lee", "박|park", "최|choi"],
            familyFirst: true, phones: ["+82 10 5550 00##"], companies: ["한빛주방", "서울인테리어"]),
        DemoRegion(
            given: ["伟|wei", "秀英|xiuying", "静|jing", "志强|zhiqiang"], family: ["王|wang", "李|li", "陈|chen", "欧阳|ouyang"],
            familyFirst: true, phones: ["+86 138 5550 00##", "+65 8555 00##"], companies: ["东方橱柜", "李记餐厅", "Lion City Fitouts"]),
    ]

    static let all = europe + world
}
