/// The months in the languages whose headings an import knows and that call them by names. Own tables: what is read must not depend on the
/// machine's locale.
enum MonthNames {
    /// The month, 1 to 12, of a name as ``SearchText/fold(_:)`` gives it, whole or cut to three letters at least; nil for what is none, and
    /// for what begins two of them, such as the French `jui`. English decides first, so `mar` is March though November begins so in Finnish.
    static func month(_ word: some StringProtocol) -> Int? { numbers[String(word)] }

    /// Says whether a month's name begins so.
    static func begins(with start: some StringProtocol) -> Bool { beginnings.contains(String(start)) }

    /// All words that are months.
    static var words: some Collection<String> { numbers.keys }

    private static let shortest = 3

    private static let numbers: [String: Int] = {
        var cut: [String: Set<Int>] = [:]
        var whole: [String: Set<Int>] = [:]
        for language in languages {
            for (index, names) in language.enumerated() {
                for name in names {
                    whole[name, default: []].insert(index + 1)
                    for start in starts(of: name) where start.count >= shortest { cut[start, default: []].insert(index + 1) }
                }
            }
        }
        var table: [String: Int] = [:]
        for words in [cut, whole] {
            for (word, months) in words { table[word] = months.count == 1 ? months.first : nil }
        }
        for (index, name) in CalendarNames.months.enumerated() {
            for start in starts(of: SearchText.fold(name)) where start.count >= shortest { table[start] = index + 1 }
        }
        return table
    }()

    private static let beginnings = Set(
        languages.joined().joined().flatMap(starts) + CalendarNames.months.flatMap { starts(of: SearchText.fold($0)) })

    private static func starts(of name: String) -> [String] { name.indices.map { String(name[...$0]) } }

    /// Of each language twelve months, of each month its names, folded.
    private static let languages: [[[String]]] =
        [
            // German, with the short form of Excel
            "Januar|Jänner Februar|Feber März|Mrz April Mai Juni Juli August September Oktober November Dezember",
            // Spanish
            "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
            // Portuguese
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            // French
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            // Italian
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            // Dutch
            "januari februari maart|mrt april mei juni juli augustus september oktober november december",
            // Polish
            "styczeń|stycznia luty|lutego marzec|marca kwiecień|kwietnia maj|maja czerwiec|czerwca lipiec|lipca sierpień|sierpnia wrzesień|września październik|października listopad|listopada grudzień|grudnia",
            // Czech
            "leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července srpen|srpna září říjen|října listopad|listopadu prosinec|prosince",
            // Turkish
            "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
            // Swedish
            "januari februari mars april maj juni juli augusti september oktober november december",
            // Danish and Norwegian
            "januar februar marts|mars april maj|mai juni juli august september oktober november december|desember",
            // Finnish
            "tammikuu|tammikuuta helmikuu|helmikuuta maaliskuu|maaliskuuta huhtikuu|huhtikuuta toukokuu|toukokuuta kesäkuu|kesäkuuta heinäkuu|heinäkuuta elokuu|elokuuta syyskuu|syyskuuta lokakuu|lokakuuta marraskuu|marraskuuta joulukuu|joulukuuta",
            // Romanian
            "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
            // Hungarian
            "január február március április május június július augusztus szeptember október november december",
            // Indonesian
            "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
            // Russian
            "январь|января февраль|февраля март|марта апрель|апреля май|мая июнь|июня июль|июля август|августа сентябрь|сентября октябрь|октября ноябрь|ноября декабрь|декабря",
            // Ukrainian
            "січень|січня лютий|лютого березень|березня квітень|квітня травень|травня червень|червня липень|липня серпень|серпня вересень|вересня жовтень|жовтня листопад|листопада грудень|грудня",
            // Greek
            "Ιανουάριος|Ιανουαρίου Φεβρουάριος|Φεβρουαρίου Μάρτιος|Μαρτίου Απρίλιος|Απριλίου Μάιος|Μαΐου Ιούνιος|Ιουνίου Ιούλιος|Ιουλίου Αύγουστος|Αυγούστου Σεπτέμβριος|Σεπτεμβρίου Οκτώβριος|Οκτωβρίου Νοέμβριος|Νοεμβρίου Δεκέμβριος|Δεκεμβρίου",
            // Arabic
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            // Hebrew
            "ינואר|בינואר פברואר|בפברואר מרץ|במרץ אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
            // Hindi
            "जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
        ].map { language in
            language.split(separator: " ").map { names in names.split(separator: "|").map { SearchText.fold(String($0)) } }
        }
}
