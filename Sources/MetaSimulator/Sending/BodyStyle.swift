/// The ways in which Meta's webhook bodies have been seen to differ.
public struct BodyStyle: Sendable, Hashable {
    /// The value that stands for the ad of a lead that has none.
    public enum MissingAd: Sendable, Hashable, CaseIterable {
        case leftOut, zero, null
    }

    /// Ids as JSON numbers where they are digits; else as strings.
    public var idsAsNumbers: Bool
    /// `value` before `field`, and `object` after `entry`.
    public var valueFirst: Bool
    public var missingAd: MissingAd
    /// The number of changes in one entry before the next entry of the same page begins; at least 1.
    public var changesPerEntry: Int

    public init(
        idsAsNumbers: Bool = false, valueFirst: Bool = false, missingAd: MissingAd = .leftOut,
        changesPerEntry: Int = 1000
    ) {
        self.idsAsNumbers = idsAsNumbers
        self.valueFirst = valueFirst
        self.missingAd = missingAd
        self.changesPerEntry = max(1, changesPerEntry)
    }

    static func any(_ random: inout SeededRandom) -> BodyStyle {
        BodyStyle(
            idsAsNumbers: random.chance(0.5), valueFirst: random.chance(0.5),
            missingAd: random.pick(MissingAd.allCases), changesPerEntry: random.pick([1, 2, 1000]))
    }
}
