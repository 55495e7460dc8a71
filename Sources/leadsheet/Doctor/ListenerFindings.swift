import Base
import CRMStore
import MetaLeads
import WebhookListener

/// Whether Meta's webhooks find their way to the listener. Pure: what was seen in, findings out.
enum ListenerFindings {
    /// The question that was put to the public address, and what came back.
    struct Asked: Hashable, Sendable {
        var url: String
        var answer: CallbackProbe.Answer
    }

    /// - Parameters:
    ///   - found: who answers on the address of `listen`; nil when nobody does.
    ///   - isTaken: whether a program has the address, which need not answer.
    ///   - data: the id of the data that this run works on; nil where they are not there, or cannot be looked at.
    ///   - location: where those are.
    ///   - holder: the process that does the intake on these data; nil when none does.
    ///   - certificate: what is wrong with the files of TLS, for a listener that would begin now.
    static func local(
        _ address: ListenAddress, found: ListenerProbe.Found?, isTaken: Bool, data: String?, at location: String,
        holder: IntakePlace? = nil,
        certificate: TLSFault? = nil
    ) -> Finding {
        let check = "listener"
        guard let found else {
            if let holder, holder.machine != nil {
                return .note(
                    check, "Leads are brought in on another machine: \(holder.name).",
                    remedy: "To test the way from Meta to there, run leadsheet doctor on that machine.")
            }
            if let holder = holder?.process {
                return .fault(
                    check,
                    "Process \(holder) does the intake on these data, and nobody answers on \(address): it is stopped or hangs, or it listens elsewhere.",
                    remedy:
                        "If it is stopped, wake it with fg in its shell or end it with kill -9 \(holder); if it listens elsewhere, name that address with --listen HOST:PORT."
                )
            }
            if isTaken {
                return .fault(
                    check,
                    "A program has \(address) and does not answer as Leadsheet does: a Leadsheet that is stopped or hangs, or another program.",
                    remedy:
                        "See which process it is: ss -ltnp 'sport = :\(address.port)'. A Leadsheet is woken with fg in its shell or ended with kill -9 PROCESS; where it is another program, choose a port with --listen HOST:PORT."
                )
            }
            let silence = "No Leadsheet listens on \(address), so nothing from Meta arrives."
            if let certificate { return .fault(check, "\(silence) \(certificate.message)") }
            return .fault(
                check, silence,
                remedy: "Start leadsheet, or leadsheet serve on a server.")
        }
        guard found.data == data else {
            let difference =
                data == nil ? "At \(location) no data can be looked at." : "Its data are others than those at \(location)."
            return .fault(
                check, "Process \(found.process) listens on \(address). \(difference)",
                remedy: otherData(found.process))
        }
        if let fault = found.certificateFault { return .fault(check, "Process \(found.process) listens on \(address). \(fault)") }
        let connections = found.connections ?? ConnectionMetrics()
        guard connections.cut + connections.turnedAway > 0 else { return .ok(check, "Process \(found.process) listens on \(address).") }
        return .note(
            check,
            "Process \(found.process) listens on \(address). Since its start it closed \(Counted.text(connections.cut, "connection")) to make room for others, and turned away \(Counted.text(connections.turnedAway, "large post")); Meta sends its own again.",
            remedy:
                "The log says where they came from. If it goes on, limit the connections of an address in the web server in front, or in the firewall."
        )
    }

    /// For those whose role on a server has no part in bringing leads in: pages, tokens and the way from Meta are other people's business.
    static func ofOthers(_ holder: IntakePlace?) -> Finding {
        let detail = holder == nil ? "Nobody brings leads in now." : "Leads are brought in by others, and your role has no part in that."
        return .note(
            "leads", detail,
            remedy: "To test the way from Meta to the data, whoever runs leadsheet serve gives leadsheet doctor on that machine.")
    }

    /// The steps to take where a Leadsheet with other data has the port: it may be the one that is meant.
    static func otherData(_ process: Int32) -> String {
        "See its account and its options: ps -o user,args -p \(process). If you mean its data, give the command as that account, with the same --home or --database. If not, take another port with --listen HOST:PORT."
    }

    /// The problem with the address itself; nil when Meta can use it.
    static func address(_ callbackURL: String, isPublic: Bool) -> Finding? {
        let check = "public address"
        guard isPublic else {
            return .note(
                check, "Leadsheet does not know its public address, so the way from Meta to here was not tested.",
                remedy: "Set it in leadsheet.yaml: public_url: https://crm.example.com")
        }
        guard callbackURL.lowercased().hasPrefix("https://") else {
            return .fault(
                check, "\(callbackURL) is not https, and Meta calls only https.",
                remedy: "Put a web server with a certificate in front of the listener, and set public_url to its address.")
        }
        return nil
    }

    /// The verify token of a page is what the question needs.
    static func unasked(_ callbackURL: String) -> Finding {
        .note(
            "callback", "\(callbackURL) was not tested: no page with a verify token is saved.",
            remedy: "Save the page's settings, then check again.")
    }

    /// The public address leads to a Leadsheet with these pages, and here nobody is seen who would take a test lead.
    static func noTestLead(_ address: ListenAddress, page: String) -> Finding {
        .note(
            "page \(page) test lead", "None was sent: the public address answers, but no Leadsheet with this data listens on \(address).",
            remedy: "Run the doctor on the machine of that Leadsheet, with its own address: leadsheet doctor --listen HOST:PORT")
    }

    static func callback(_ asked: Asked) -> Finding {
        let check = "callback"
        switch asked.answer {
        case .confirmed: return .ok(check, "\(asked.url) passes the verification that Meta does.")
        case .refused:
            return .fault(
                check, "The listener at \(asked.url) does not know the page's verify token.",
                remedy: "Another Leadsheet, or one with other data, answers there: make the web server pass the path on to this one.")
        case .unexpected(let status):
            return .fault(
                check, "Something other than Leadsheet answers at \(asked.url) (HTTP \(status)).",
                remedy: "Make the web server pass the path /api/meta/webhook on to the listener, unchanged and without a redirect.")
        case .badCertificate:
            return .fault(
                check,
                "The certificate of \(asked.url) is self-signed, expired, for another name, or comes without its chain, so Meta refuses it.",
                remedy:
                    "Get one for this name from a public certificate authority and install it with its chain (fullchain.pem, not cert.pem); Caddy does that by itself."
            )
        case .unreachable(let reason):
            return .fault(
                check, "\(asked.url) cannot be reached from here: \(reason).",
                remedy: "Check the name, the web server or tunnel and the firewall; then open the address from another network.")
        }
    }
}
