import CRM
import MetaSimulator

/// The pages of the Meta simulator, with secrets made up for the occasion.
enum DemoPages {
    static let ids = ["102858741624226", "118930477201654"]
    static let names = ["Kitchens", "Bathrooms"]

    /// Takes how many pages are wanted, 1 or 2.
    static func make(_ count: Int) -> [SimulatedPage] {
        let appSecret = random(32, from: "0123456789abcdef")
        return (0..<min(count, ids.count)).map { index in
            SimulatedPage(
                id: ids[index], name: names[index],
                accessToken: token(),
                appSecret: appSecret, verifyToken: VerifyToken.make().reveal())
        }
    }

    static func token() -> String { "EAAB" + random(60, from: "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") }

    private static func random(_ count: Int, from letters: String) -> String {
        let letters = Array(letters)
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    }
}
