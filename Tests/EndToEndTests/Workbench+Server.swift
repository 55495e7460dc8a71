import EndToEndSupport
import TestSupport
import Testing

extension Workbench {
    /// Makes a database with this name and its tables on a server. The programs of the bench keep their data there from now on. Gives its address.
    @discardableResult func keepData(on server: PostgresServer, as name: String) async throws -> String {
        try server.makeDatabase(name)
        let address = server.address(name)
        #expect(try await leadsheet("database", "create", address).status == 0)
        environment["LEADSHEET_DATABASE"] = address
        return address
    }
}
