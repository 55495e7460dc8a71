import Base
import CRM

extension SeededGenerator {
    /// 0 ≤ number < `bound`, which is at least 1.
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// True once in so many times.
    mutating func chance(of times: Int) -> Bool { below(times) == 0 }
}
