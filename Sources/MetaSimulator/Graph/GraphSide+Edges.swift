import Base
import Foundation
import MetaLeads

/// The edges: lists that belong to an object, in pages where they are long.
extension GraphSide {
    mutating func edge(
        _ name: String, of object: String, page: SimulatedPage, _ call: GraphCall
    ) throws(GraphError) -> JSONText {
        let isPage = object == page.id || object == "me"
        switch name {
        case "subscribed_apps":
            guard isPage else { throw .noObject(object, method: call.method) }
            return call.method == "POST" ? try subscribe(page, call) : subscribedApps(page)
        case "leadgen_forms":
            guard isPage, call.method == "GET" else { throw .noObject(object, method: call.method) }
            if faults.permissionMissing { throw .permission }
            return try forms(page, call)
        case "leads":
            guard let form = factory.forms(of: page).firstIndex(where: { $0.id == object }), call.method == "GET" else {
                throw .noObject(object, method: call.method)
            }
            if faults.permissionMissing { throw .permission }
            return try leads(form: form, page: page, call)
        case "test_leads":
            guard let form = factory.forms(of: page).firstIndex(where: { $0.id == object }) else {
                throw .noObject(object, method: call.method)
            }
            if faults.permissionMissing { throw .permission }
            return call.method == "POST" ? try makeTestLead(form: form, page: page, call) : try testLeads(form: object, call)
        default: throw .unknownPath(call.path)
        }
    }

    func formObject(_ index: Int, page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        let count = faults.unlisted ? 0 : book.leadCount(form: index, page: pages.firstIndex(of: page) ?? 0)
        return try select(
            call, Self.fields(of: factory.forms(of: page)[index], page: page, leads: count), node: "LeadGenForm")
    }

    private mutating func subscribe(_ page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        let names = (call.query["subscribed_fields"] ?? "").split { ",[]\" ".contains($0) }.map(String.init)
        guard !names.isEmpty else {
            throw GraphError(status: 400, code: 100, message: "(#100) The parameter subscribed_fields is required.")
        }
        // It replaces the list, it does not add to it.
        subscriptions[page.id] = names
        return .object([.init("success", .bool(true))])
    }

    private func subscribedApps(_ page: SimulatedPage) -> JSONText {
        let fields = subscriptions[page.id] ?? []
        let app = JSONText.object([
            .init("link", .string("https://example.com/")), .init("name", .string(Self.appName)), .init("id", .string(Self.appID)),
            .init("subscribed_fields", .array(fields.map(JSONText.string))),
        ])
        return .object([.init("data", .array(fields.isEmpty ? [] : [app]))])
    }

    private func forms(_ page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        let limit = try Self.limit(call)
        let start = try Self.position(call).map { $0 + 1 } ?? 0
        let ids = factory.forms(of: page).indices.dropFirst(max(0, start))
        var data: [JSONText] = []
        for index in ids.prefix(limit) { data.append(try formObject(index, page: page, call)) }
        return Self.list(
            data, first: ids.first, last: ids.prefix(limit).last, hasMore: ids.count > limit, limit: limit, call)
    }

    /// Newest first; a cursor is the number of a lead, so leads that arrive meanwhile shift nothing.
    private func leads(form: Int, page: SimulatedPage, _ call: GraphCall) throws(GraphError) -> JSONText {
        let limit = try Self.limit(call)
        let filters = try Self.filters(call)
        if faults.unlisted { return .object([.init("data", .array([]))]) }
        let found = book.leads(
            form: form, page: pages.firstIndex(of: page) ?? 0, olderThan: try Self.position(call), limit: limit + 1
        ) { time in filters.allSatisfy { $0(Int(time.timeIntervalSince1970)) } }
        var data: [JSONText] = []
        for lead in found.prefix(limit) { data.append(try leadObject(lead, call)) }
        return Self.list(
            data, first: found.first.flatMap { book.number(of: $0.id) },
            last: found.prefix(limit).last.flatMap { book.number(of: $0.id) }, hasMore: found.count > limit,
            limit: limit, call)
    }

    private static func list(
        _ data: [JSONText], first: Int?, last: Int?, hasMore: Bool, limit: Int, _ call: GraphCall
    ) -> JSONText {
        guard let first, let last else { return .object([.init("data", .array(data))]) }
        var paging: [JSONText.Member] = [
            .init("cursors", .object([.init("before", .string(cursor(first))), .init("after", .string(cursor(last)))]))
        ]
        if hasMore { paging.append(.init("next", .string(call.next(after: cursor(last), limit: limit)))) }
        return .object([.init("data", .array(data)), .init("paging", .object(paging))])
    }

    private static func cursor(_ position: Int) -> String { Data("at:\(position)".utf8).base64EncodedString() }

    private static func position(_ call: GraphCall) throws(GraphError) -> Int? {
        guard let after = call.query["after"], !after.isEmpty else { return nil }
        guard let data = Data(base64Encoded: after), let text = String(data: data, encoding: .utf8),
            text.hasPrefix("at:"), let position = Int(text.dropFirst(3))
        else { throw GraphError(status: 400, code: 100, message: "(#100) Invalid cursors values") }
        return position
    }

    /// 25 unless asked; too much at once is an error of Meta's own.
    private static func limit(_ call: GraphCall) throws(GraphError) -> Int {
        guard let text = call.query["limit"] else { return 25 }
        guard let limit = Int(text), limit > 0 else {
            throw GraphError(status: 400, code: 100, message: "(#100) Param limit must be an integer greater than 0")
        }
        guard limit <= 5000 else {
            throw GraphError(
                status: 500, code: 1,
                message: "Please reduce the amount of data you're asking for, then retry your request")
        }
        return limit
    }

    /// `filtering=[{"field":"time_created","operator":"GREATER_THAN","value":1700000000}]`.
    private static func filters(_ call: GraphCall) throws(GraphError) -> [@Sendable (Int) -> Bool] {
        guard let text = call.query["filtering"], !text.isEmpty else { return [] }
        var filters: [@Sendable (Int) -> Bool] = []
        for filter in (try? JSONValue.parse(text.utf8))?.elements ?? [.null] {
            guard filter["field"]?.text == "time_created", let value = filter["value"]?.int else {
                throw GraphError(status: 400, code: 100, message: "(#100) Invalid parameter: filtering")
            }
            switch filter["operator"]?.text {
            case "GREATER_THAN": filters.append { $0 > value }
            case "GREATER_THAN_OR_EQUAL": filters.append { $0 >= value }
            case "LESS_THAN": filters.append { $0 < value }
            default: throw GraphError(status: 400, code: 100, message: "(#100) Invalid parameter: filtering operator")
            }
        }
        return filters
    }
}
