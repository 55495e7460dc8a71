import Dispatch

/// When the screen is drawn: at once for what a person does, for what first comes after it and for what the person waits for, and otherwise thirty times
/// a second at most. A change of the data is followed by half a dozen answers, of which each would cost a whole frame.
struct FramePace {
    /// The reason why the screen is another.
    enum Cause {
        /// A key, the mouse, another size.
        case person
        /// The answer that a person waits for.
        case awaited
        /// Answers and news that come by themselves, in bursts.
        case others
    }

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

    /// Of the others the first behind a person's key is drawn at once too: mostly it comes of that key.
    mutating func next(at moment: DispatchTime, for cause: Cause) -> Decision {
        switch cause {
        case .person:
            (rests, waits) = (nil, false)
            return .now
        case .awaited:
            (rests, waits) = (moment + FramePace.pause, false)
            return .now
        case .others: break
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
