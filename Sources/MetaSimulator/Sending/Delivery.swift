/// A delivery that is ready to be posted, as often as it takes.
struct Delivery: Sendable {
    let body: SignedBody
    let leadgenIDs: [String]
}
