extension StatusCatalogue {
    /// The status that is furthest along: lost, parked, open, working, won. So work that goes on wins over work that has ended or rests,
    /// and nothing over a sale. Of the same type that is not ended, the later in the catalogue counts. A tie leaves the first.
    public func furthest(of ids: [Status.ID]) -> Status.ID? {
        ids.reduce(nil) { best, id in
            guard let best else { return id }
            return progress(of: best) < progress(of: id) ? id : best
        }
    }

    private func progress(of id: Status.ID) -> (type: Int, place: Int) {
        let order: [StatusType] = [.lost, .parked, .open, .working, .won]
        let type = type(of: id)
        return (order.firstIndex(of: type) ?? 0, type.isEnded ? 0 : statuses.firstIndex { $0.id == id } ?? 0)
    }
}
