import CRMStore
import WebhookListener

extension LeadService {
    /// With the option that names another address, where one helps.
    static func sentence(_ error: ListenerError) -> String {
        switch error {
        case .portTaken, .cannotBind: "\(error.message) The option for it is --listen HOST:PORT."
        case .inTheClear, .tls, .tooFewFiles: error.message
        }
    }

    /// The steps to take about a process that is stopped, or hangs: it may have the port, which nobody can take from it.
    static func remedy(stopped process: Int32, on machine: String? = nil) -> String {
        "Wake it with fg in its shell, or end it\(machine.map { " on \($0)" } ?? ""): kill -9 \(process)"
    }

    static func remedy(stopped place: IntakePlace) -> String { remedy(stopped: place.process, on: place.machine) }
}
