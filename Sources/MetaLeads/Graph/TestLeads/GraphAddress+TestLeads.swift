extension GraphAddress {
    func datedForms(_ page: String, _ cursor: String?, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(
            page, edge: "leadgen_forms", access,
            [("fields", "id,name,status,created_time"), ("limit", "100")] + (cursor.map { [("after", $0)] } ?? []))
    }

    func testLeads(_ form: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(form, edge: "test_leads", access, [("fields", "id,created_time,field_data")])
    }

    func makeTestLead(_ form: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(form, edge: "test_leads", access, [], method: "POST")
    }

    func deleteLead(_ id: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(id, access, [], method: "DELETE")
    }
}
