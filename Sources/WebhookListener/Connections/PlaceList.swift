import HeapModule
import NIOCore

/// Open connections, of which the one that has been longest without a request is found without looking at all: anybody can open
/// thousands at once, and each that comes waits for those before it.
struct PlaceList {
    /// When a connection was last looked at, it had been idle since then. It is never idle since earlier, so the earliest entry that still
    /// says the truth is the longest.
    private struct Entry: Comparable {
        let since: NIODeadline
        let id: ObjectIdentifier

        static func < (one: Entry, other: Entry) -> Bool { one.since < other.since }
    }

    private(set) var places: [ObjectIdentifier: Place] = [:]
    private var entries = Heap<Entry>()

    var count: Int { places.count }

    mutating func add(_ place: Place, at now: NIODeadline) {
        places[place.id] = place
        entries.insert(Entry(since: place.idleSince ?? now, id: place.id))
        // The entries of those that have left stay behind, until they are the most.
        if entries.count > 2 * places.count + 64 { entries = Heap(places.values.map { Entry(since: $0.idleSince ?? now, id: $0.id) }) }
    }

    mutating func remove(_ id: ObjectIdentifier) -> Place? { places.removeValue(forKey: id) }

    /// The connection that has been longest without a request, and since when; nil while all are being answered.
    mutating func longestIdle(at now: NIODeadline) -> (id: ObjectIdentifier, since: NIODeadline)? {
        var busy: [Entry] = []
        defer { entries.insert(contentsOf: busy) }
        while let entry = entries.popMin() {
            guard let place = places[entry.id] else { continue }
            guard let since = place.idleSince else {
                busy.append(Entry(since: now, id: entry.id))
                continue
            }
            entries.insert(Entry(since: since, id: entry.id))
            if since == entry.since { return (entry.id, since) }
        }
        return nil
    }
}
