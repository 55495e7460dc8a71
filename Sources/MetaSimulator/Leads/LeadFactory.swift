import Foundation

/// Makes leads from a seed. Every lead depends on the seed, its number, its kind and its page alone, so it need not be
/// kept to be told again.
public struct LeadFactory: Sendable {
    let seed: UInt64
    let firstID: Int

    public init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed, number: 0, purpose: 1)
        // 16 digits, as Meta's lead ids have, and below 2^53 when millions are added.
        firstID = 1_000_000_000_000_000 + random.below(7_000_000_000_000) * 1_000
    }

    /// The lead of this number (0, 1, 2 …) on a page. Its form follows from the number and the kind.
    public func lead(number: Int, kind: LeadKind, page: SimulatedPage, createdTime: Date) -> SimulatedLead {
        lead(number: number, kind: kind, page: page, createdTime: createdTime, form: nil)
    }

    /// The same, of a form of the page when one is named.
    func lead(number: Int, kind: LeadKind, page: SimulatedPage, createdTime: Date, form: Int?) -> SimulatedLead {
        var random = SeededRandom(seed: seed, number: number, purpose: 2)
        let formIndex = form ?? formIndex(number: number, kind: kind)
        let form = forms(of: page)[formIndex]
        let person = SimulatedPerson(locale: form.locale, random: &random)
        let isPaid = kind == .ordinary || kind == .translated ? random.chance(0.85) : random.chance(0.5)
        let platform = random.chance(0.6) ? "fb" : "ig"
        let advertisement = isPaid && kind != .test ? advertisement(form, formIndex, page, &random) : nil
        let answers: [SimulatedAnswer] =
            switch kind {
            case .test: Self.dummy(form)
            case .hostile: HostileText.answers(number: number)
            default: person.answers(to: form, skipping: kind == .skippedAnswers, random: &random)
            }
        return SimulatedLead(
            id: id(number), pageID: page.id, formID: form.id,
            createdTime: Date(timeIntervalSince1970: createdTime.timeIntervalSince1970.rounded(.down)),
            advertisement: advertisement, platform: platform, kind: kind, answers: answers,
            consent: random.chance(0.3) ? random.chance(0.7) : nil)
    }

    /// The id of the lead of this number.
    public func id(_ number: Int) -> String { String(firstID + number * 37) }

    /// The forms of a page, the English ones first.
    func forms(of page: SimulatedPage) -> [SimulatedForm] {
        (FormCatalogue.english + FormCatalogue.translated).enumerated().map { index, form in
            form.with(id: stableID(page, purpose: 16 + UInt64(index), digits: 15), minute: index)
        }
    }

    /// Which of `forms(of:)` the lead of this number is on.
    func formIndex(number: Int, kind: LeadKind) -> Int {
        var random = SeededRandom(seed: seed, number: number, purpose: 5)
        let english = FormCatalogue.english.count
        let translated = FormCatalogue.translated.count
        switch kind {
        case .translated: return english + random.below(translated)
        case .ordinary where random.chance(0.3): return english + random.below(translated)
        default: return random.below(english)
        }
    }

    private func advertisement(
        _ form: SimulatedForm, _ formIndex: Int, _ page: SimulatedPage, _ random: inout SeededRandom
    ) -> SimulatedLead.Advertisement {
        let season = random.below(3)
        let audience = random.below(4)
        let picture = random.below(3)
        let campaign = ["Spring leads", "Summer kitchens", "Autumn sale"][season]
        let group = ["Homeowners 30–55", "Lookalike 1%", "Retargeting", "New parents"][audience]
        let style = ["Video, oak island", "Carousel, five looks", "Before and after"][picture]
        let ad = formIndex * 36 + season * 12 + audience * 3 + picture
        return SimulatedLead.Advertisement(
            adID: stableID(page, purpose: 1000 + UInt64(ad), digits: 18),
            adName: "\(form.name): \(style)",
            adsetID: stableID(page, purpose: UInt64(128 + season * 4 + audience), digits: 18), adsetName: group,
            campaignID: stableID(page, purpose: UInt64(160 + season), digits: 18), campaignName: campaign)
    }

    /// An id that belongs to the page for ever, of so many digits.
    private func stableID(_ page: SimulatedPage, purpose: UInt64, digits: Int) -> String {
        // FNV-1a: Swift's own hashes differ from run to run.
        let hash = page.id.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
        var random = SeededRandom(seed: hash, number: 0, purpose: purpose)
        // As Meta's begin: 120… for ads, anything for forms.
        let head = digits == 18 ? "120" : String(1 + random.below(9))
        return head + (0..<digits - head.count).map { _ in String(random.below(10)) }.joined()
    }

    /// The answers that the Lead Ads Testing Tool fills in (Meta: Lead ads, testing and troubleshooting).
    private static func dummy(_ form: SimulatedForm) -> [SimulatedAnswer] {
        form.questions.map { question in
            let isMail = ["EMAIL", "WORK_EMAIL"].contains(question.type)
            return SimulatedAnswer(
                name: question.key,
                values: [isMail ? "test@meta.com" : "<test lead: dummy data for \(question.key)>"])
        }
    }
}
