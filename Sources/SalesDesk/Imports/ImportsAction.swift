import CRM

/// The answers that come back for an import.
public enum ImportsAction: Sendable {
    /// The files and folders that the typed path can go on with.
    case listed(String, PathListing)
    case looked(String, ImportFile)
    /// The typed path names no file that can be imported, with the sentence that says why.
    case refused(String, String)
    case counting(job: Int, ImportProgress)
    case counted(job: Int, ImportEnd)
    case running(job: Int, ImportProgress)
    case ended(job: Int, ImportEnd)
}

/// The requests of an import.
public enum ImportsEffect: Hashable, Sendable {
    case list(String)
    case look(String)
    case count(ImportOrder, job: Int)
    case run(ImportOrder, job: Int)
    /// Ends the counting or the import that is under way.
    case stop
}

/// The places that can be clicked in an import.
enum ImportsHit: Hashable, Sendable {
    case entry(Int)
    case column(Int)
    case existing(ImportExisting)
}

extension Desk {
    static func imports(_ action: ImportsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .listed(let typed, let listing): importListed(typed, listing, &state)
        case .looked(let typed, let file): importLooked(typed, file, &state)
        case .refused(let typed, let sentence): importRefused(typed, sentence, &state)
        case .counting(let job, let progress): importCounting(job, progress, &state)
        case .counted(let job, let end): importCounted(job, end, &state)
        case .running(let job, let progress): importRunning(job, progress, &state)
        case .ended(let job, let end): importEnded(job, end, &state)
        }
    }
}

/// How these effects are carried out.
extension ImportsEffect {
    func work(_ services: DeskServices) -> EffectWork {
        guard let files = services.files else { return .answer(.failed("Files cannot be imported here.")) }
        let user = services.user
        switch self {
        case .list(let typed):
            _ = services.newestListing.ask(typed)
            return .files {
                guard services.newestListing.value == typed else { throw CancellationError() }
                return .imports(.listed(typed, files.listing(of: typed)))
            }
        case .look(let typed):
            return .files {
                do {
                    return .imports(.looked(typed, try files.look(at: typed, for: user)))
                } catch {
                    return .imports(.refused(typed, EffectRunner.sentence(error)))
                }
            }
        case .count(let order, let job):
            _ = services.newestImport.ask(job)
            return .long { tell in
                guard services.newestImport.value == job else { throw CancellationError() }
                let end = try files.count(order, for: user) { progress in
                    tell(.imports(.counting(job: job, progress)))
                    return services.newestImport.value == job
                }
                return .imports(.counted(job: job, end))
            }
        case .run(let order, let job):
            _ = services.newestImport.ask(job)
            return .long { tell in
                let end = try files.run(order, by: user) { progress in
                    tell(.imports(.running(job: job, progress)))
                    return services.newestImport.value == job
                }
                return .imports(.ended(job: job, end))
            }
        case .stop:
            services.stopImports()
            return .session
        }
    }
}
