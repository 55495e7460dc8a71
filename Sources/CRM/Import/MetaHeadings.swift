/// The columns of Meta's own lead files: "Download" in the Leads Centre and Ads Manager, and the sheet that Meta fills at Google.
///
/// Ids there have a letter before them (`l:` `ag:` `as:` `c:` `f:`), telephone numbers `p:`, so that no spreadsheet program takes them for
/// numbers. What is not in this table is a question of the form.
enum MetaHeadings {
    /// Nil: the file has no such column. A column that is known and fills nothing is left out.
    static func field(_ name: String) -> (isKnown: Bool, field: ImportField?) {
        switch name {
        case "id", "lead_id", "leadgen_id": (true, .leadgenID)
        case "created_time": (true, .createdAt)
        case "ad_id": (true, .adID)
        case "ad_name": (true, .adName)
        case "campaign_id": (true, .campaignID)
        case "campaign_name": (true, .campaignName)
        case "form_id": (true, .formID)
        case "form_name": (true, .formName)
        case "page_id": (true, .pageID)
        case "platform": (true, .platform)
        case "is_organic": (true, .isOrganic)
        case "is_test": (true, .isTest)
        case "adset_id", "adset_name", "page_name", "inbox_url": (true, nil)
        default: (false, nil)
        }
    }

    /// Whether these are the headings of such a file: a lead's id, and something of the ad or form that it came from.
    static func isMeta(_ names: [String]) -> Bool {
        let names = Set(names)
        // An export of ours has ids of ads and forms too, and its own id is that of the row.
        if names.contains("customer_name") { return false }
        let origin: Set = [
            "created_time", "ad_id", "adset_id", "campaign_id", "form_id", "form_name", "ad_name", "campaign_name", "is_organic",
            "platform",
        ]
        return !names.isDisjoint(with: ["id", "lead_id"]) && names.intersection(origin).count >= 2
    }

    /// An id or a number without the letter before it.
    static func withoutLetter(_ text: String) -> String {
        // An import asks this of each cell, and hardly any has one.
        guard text.utf8.prefix(3).contains(UInt8(ascii: ":")) else { return text }
        for letter in ["l:", "p:", "f:", "c:", "ag:", "as:"]
        where text.utf8.count > letter.utf8.count && text.lowercased().hasPrefix(letter) {
            return String(text.dropFirst(letter.count)).withoutOuterBlanks
        }
        return text
    }
}
