import Dispatch

/// When the screen is drawn: at once for what a person does and for what first comes after it, and otherwise thirty times a second at most. A
/// change of the data is followed by half a dozen answers, of which each would cost a whole frame.
struct FramePace {
    enum Decision: Equatable {
        case now
        /// A frame waits from here on.
        case at(DispatchTime)
        /// A frame waits already.
        case waits
    }

    private static let pause = DispatchTimeInterval.milliseconds(33)
    /// Until when what comes by itself waits.
    private var rests: DispatchTime?
    private var waits = false

    /// - Parameter mayWait: it came by itself. An answer to a key comes by itself too, but nothing did between them.
    mutating func next(at moment: DispatchTime, mayWait: Bool) -> Decision {
        guard mayWait else {
            (rests, waits) = (nil, false)
            return .now
        }
        if waits { return .waits }
        if let rests, moment < rests {
            waits = true
            return .at(rests)
        }
        rests = moment + FramePace.pause
        return .now
    }

    /// Whether a frame that waited is to be drawn: a key may have drawn it.
    mutating func isDue(at moment: DispatchTime) -> Bool {
        guard waits else { return false }
        (rests, waits) = (moment + FramePace.pause, false)
        return true
    }
}
