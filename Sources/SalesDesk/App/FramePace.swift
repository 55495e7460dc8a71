import Dispatch

/// When the screen is drawn: at once for what a person does, for what first comes after it and for what the person waits for, and otherwise thirty times
/// a second at most, ten times where nothing but what stands around the rows is another. A change of the data is followed by half a dozen answers, of
/// which each would cost a whole frame.
struct FramePace {
    /// The reason why the screen is another, the least urgent first.
    enum Cause: Comparable {
        /// News that can wait, and what stands around the rows: it comes a moment before these, or behind them.
        case around
        /// Rows that were read again, and news that show something: they come by themselves, in bursts.
        case others
        /// The answer that a person waits for.
        case awaited
        /// A key, the mouse, another size.
        case person
    }

    enum Decision: Equatable {
        case now
        /// A frame waits from here on.
        case at(DispatchTime)
        /// A frame waits already.
        case waits
    }

    private static let pause = DispatchTimeInterval.milliseconds(33)
    /// The longest time for which what stands around the rows waits to be drawn with them, or with more of its own kind.
    private static let aroundPause = DispatchTimeInterval.milliseconds(100)
    /// Until when what comes by itself waits.
    private var rests: DispatchTime?
    private var waits = false

    /// Of the others the first behind a person's key is drawn at once too: mostly it comes of that key. What stands around them waits for rows.
    mutating func next(at moment: DispatchTime, for cause: Cause) -> Decision {
        switch cause {
        case .person:
            (rests, waits) = (nil, false)
            return .now
        case .awaited: break
        case .around:
            if waits { return .waits }
            waits = true
            return .at(moment + FramePace.aroundPause)
        case .others:
            // A frame that waits for rows may wait longer.
            if let rests, moment < rests {
                waits = true
                return .at(rests)
            }
        }
        (rests, waits) = (moment + FramePace.pause, false)
        return .now
    }

    /// Whether a frame that waited is to be drawn: a key may have drawn it.
    mutating func isDue(at moment: DispatchTime) -> Bool {
        guard waits else { return false }
        (rests, waits) = (moment + FramePace.pause, false)
        return true
    }
}
