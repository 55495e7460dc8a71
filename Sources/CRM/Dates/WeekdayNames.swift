/// The days of the week in the languages whose months are known. Own tables, as of the months.
enum WeekdayNames {
    /// The days, 1 for Monday to 7 for Sunday, of a name as ``SearchText/fold(_:)`` gives it, whole or cut to two letters at least; several where
    /// it is short for days of several languages, such as `mar`, and none where it is none.
    static func days(_ word: String) -> Set<Int> { numbers[word] ?? [] }

    private static let shortest = 2

    private static let numbers: [String: Set<Int>] = {
        var table: [String: Set<Int>] = [:]
        for language in languages {
            for (index, names) in language.split(separator: " ").enumerated() {
                for name in names.split(separator: "|").map({ SearchText.fold(String($0)) }) {
                    for end in name.indices.dropFirst(shortest - 1) { table[String(name[...end]), default: []].insert(index + 1) }
                }
            }
        }
        return table
    }()

    /// Of each language seven days from Monday on, of each day its names and those short forms that do not begin it.
    private static let languages =
        [
            CalendarNames.weekdays.joined(separator: " "),
            // German
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
            // Spanish
            "lunes martes miércoles jueves viernes sábado domingo",
            // Portuguese
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
            // French
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            // Italian
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            // Dutch
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            // Polish
            "poniedziałek|pn wtorek środa czwartek piątek|pt sobota niedziela|nd",
            // Czech
            "pondělí úterý středa čtvrtek pátek sobota neděle",
            // Turkish
            "Pazartesi|Pzt Salı Çarşamba Perşembe Cuma Cumartesi|Cmt Pazar",
            // Swedish
            "måndag tisdag onsdag torsdag fredag lördag söndag",
            // Danish and Norwegian
            "mandag tirsdag onsdag torsdag fredag lørdag søndag",
            // Finnish
            "maanantai|maanantaina tiistai|tiistaina keskiviikko|keskiviikkona torstai|torstaina perjantai|perjantaina lauantai|lauantaina sunnuntai|sunnuntaina",
            // Romanian
            "luni marți miercuri joi vineri sâmbătă duminică",
            // Hungarian
            "hétfő kedd szerda csütörtök péntek szombat vasárnap",
            // Indonesian
            "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
            // Russian
            "понедельник|пн вторник|вт среда|ср четверг|чт пятница|пт суббота|сб воскресенье|вс",
            // Ukrainian
            "понеділок|пн вівторок|вт середа|ср четвер|чт п'ятниця|пт субота|сб неділя|нд",
            // Greek
            "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
            // Arabic
            "الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
            // Hebrew
            "שני שלישי רביעי חמישי שישי שבת ראשון",
            // Hindi
            "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
        ]
}
