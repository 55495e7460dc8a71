extension StatusCatalogue {
    /// The status that is furthest along: open, working, parked, lost, won. So an ended one is never opened again by one that is not,
    /// and a sale stands above a loss. Of the same type that is not ended, the later in the catalogue counts. A tie leaves the first.
    public func furthest(of ids: [Status.ID]) -> Status.ID? {
        ids.reduce(nil) { best, id in
            guard let best else { return id }
            return progress(of: best) < progress(of: id) ? id : best
        }
    }

    private func progress(of id: Status.ID) -> (type: Int, place: Int) {
        let order: [StatusType] = [.open, .working, .parked, .lost, .won]
        let type = type(of: id)
        return (order.firstIndex(of: type) ?? 0, type.isEnded ? 0 : statuses.firstIndex { $0.id == id } ?? 0)
    }
}
