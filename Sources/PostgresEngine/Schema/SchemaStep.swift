/// The way of a server's tables from the version before to this one. All steps that are to be taken are one transaction.
struct SchemaStep: Sendable {
    let version: Int
    let statements: String
}

extension Schema {
    /// The steps since the first version that was on a server, ``firstVersion``, one for each version, up to ``version``. A new version is a
    /// step here, and stands in ``baseline`` as well: a database that is made anew has it from the beginning.
    ///
    /// The policies of version 32 are made by the step behind it, as they are now.
    static let steps = [
        SchemaStep(version: 32, statements: members), SchemaStep(version: 33, statements: sharing),
        SchemaStep(version: 34, statements: speaking), SchemaStep(version: 35, statements: offers),
        SchemaStep(version: leasesVersion, statements: leases + othersLeads),
        SchemaStep(version: ordersVersion, statements: boundedOrders),
        SchemaStep(version: callsVersion, statements: callsOfAll),
        SchemaStep(version: numbersVersion, statements: numbering),
        SchemaStep(version: guardsVersion, statements: guardedAnew + intakeHolder + limits),
        SchemaStep(version: eventCountsVersion, statements: countedInParts),
        SchemaStep(version: callEndsVersion, statements: callGuard),
        SchemaStep(version: commonWordsVersion, statements: searching),
    ]

    /// The version of the oldest databases on a server.
    static let firstVersion = 31
}
