extension Country {
    /// Whether people there write the day before the month: `31/1`. Where they do not, `1/31` is written, alone or behind the year.
    ///
    /// The others are those whose short dates begin with the month in Unicode's CLDR 44 (`Md` and `yMd` of the country's main language).
    public var writesDayFirst: Bool { !Country.monthFirst.contains(code) }

    private static let monthFirst: Set<String> = [
        // The United States, their territories, and those that took the form over.
        "US", "AS", "GU", "MP", "PR", "UM", "VI", "FM", "MH", "PH", "PW",
        // Behind the year.
        "CN", "HU", "JP", "KP", "KR", "LT", "MN", "TW",
    ]
}
