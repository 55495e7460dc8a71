/// The difference between two readings of the settings, as a `leadsheet serve` that runs says it.
struct SettingsChange {
    /// Those that it takes at once, with their new values.
    let taken: [SaidSetting]
    /// Those that count from the next start only.
    let later: [SaidSetting]

    /// - Parameters:
    ///   - start: the settings with which it was started.
    ///   - last: those that it read last.
    init(since start: Settings, _ last: Settings, to new: Settings) {
        func changed(since old: Settings, isReloaded: Bool) -> [SaidSetting] {
            zip(old.said, new.said).filter { $0.1.record.isReloaded == isReloaded && $0.0.text != $0.1.text }.map { $0.1 }
        }
        taken = changed(since: last, isReloaded: true)
        later = changed(since: start, isReloaded: false)
    }

    /// One sentence for what is taken, and one for what is not.
    var sentences: [String] {
        let values = taken.map { "\($0.record.name) is \($0.shownText.isEmpty ? "empty" : $0.shownText)" }.joined(separator: ", ")
        let names = later.map(\.record.name).joined(separator: ", ")
        return [
            "The settings were read again. "
                + (taken.isEmpty ? "Nothing changed that can be taken while it runs." : "From now on \(values)."),
            later.isEmpty ? "" : "Only a restart brings the new value of \(names).",
        ].filter { !$0.isEmpty }
    }
}
