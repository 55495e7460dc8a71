/// Certificates for `localhost` that nobody trusts, with keys that guard nothing; made for these tests with OpenSSL.
package enum Certificates {
    /// Ends in 2120.
    package static let one = Pair(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBTzCB9qADAgECAgEFMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
            dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
            bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHo+sX8vN+aPC0CMU
            5/M1m55Z+CMN/4bswmCCg0cNcaAGyLi2z1J79tsiDX/A22Y0KOM/Rc4ClJzCjGAq
            ryOWp6M3MDUwFAYDVR0RBA0wC4IJbG9jYWxob3N0MB0GA1UdDgQWBBQgulYwQ14i
            sqwaneI87s5Cy6jwlTAKBggqhkjOPQQDAgNIADBFAiBpL4H/GfC+i8yWKr0jLWAK
            jx5zNZRgowZvueUKxczoRAIhAIhzTsE0Dp0hnO1YhH1uOvHjtvabqO9AUm0Osdno
            Hsrz
            -----END CERTIFICATE-----

            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYdFYEc870fs7q+Im
            9Lw027YpI1QIR78xE5gCojQJP4ChRANCAAQej6xfy835o8LQIxTn8zWbnln4Iw3/
            huzCYIKDRw1xoAbIuLbPUnv22yINf8DbZjQo4z9FzgKUnMKMYCqvI5an
            -----END PRIVATE KEY-----

            """)

    /// Another of the same name.
    package static let two = Pair(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBUDCB9qADAgECAgEEMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
            dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
            bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBB+4DOpTGJW1H4kH
            neeZH3LDbpiUKceFY/44nVCZxJ/rvonp2R2TIvl/cy8FCIOtWGj0a9BQ6iXgbOvE
            7Nz9iKM3MDUwFAYDVR0RBA0wC4IJbG9jYWxob3N0MB0GA1UdDgQWBBQRlfI0I3Pz
            9knffg2Sx8oTmDnV+DAKBggqhkjOPQQDAgNJADBGAiEA+72KhVFIESg7C3qAmCA3
            9inLvohjtHU67v7IevyFUckCIQDL3YrpqaZ3bWrqaAAOo8InaDLBQYNBuoJrrYUq
            o33+YA==
            -----END CERTIFICATE-----

            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7HnNzulZOantYr+k
            RBP2N5wzs8xqPiJTa/7kBsBHBCShRANCAAQEH7gM6lMYlbUfiQed55kfcsNumJQp
            x4Vj/jidUJnEn+u+ienZHZMi+X9zLwUIg61YaPRr0FDqJeBs68Ts3P2I
            -----END PRIVATE KEY-----

            """)

    /// Ended in 2020.
    package static let old = Pair(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBEDCBtgIBAzAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN
            MjAwMTAxMDAwMDAwWhcNMjAwMjAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv
            c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASt9lA9M/pJ9KgzDv0x5rUHj70s
            bvN+7WC/VqOoSiVqugJ+Q1oBYYd0CIt6P4+OkAudD7UcTXoubDOW0pIMW3PQMAoG
            CCqGSM49BAMCA0kAMEYCIQD1q0eSe2A6O7iC1BQT5OWyVFtUVNSuprrEpySLGPZB
            twIhAPMWzK63OkWS3cNxXCmUzBLsAApxDnKmlDAHQBY5voIm
            -----END CERTIFICATE-----

            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4YG6hp/f99FoYFlb
            BLtVw9QeFsi5r0Q7CokSTaDx1mGhRANCAASt9lA9M/pJ9KgzDv0x5rUHj70sbvN+
            7WC/VqOoSiVqugJ+Q1oBYYd0CIt6P4+OkAudD7UcTXoubDOW0pIMW3PQ
            -----END PRIVATE KEY-----

            """)

    /// Begins in 2100.
    package static let early = Pair(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBEzCBugIBBjAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIhgP
            MjEwMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJbG9j
            YWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEoG2dhpXyuMnapwMHeAiK
            rfdPW22xygsFH5pAU1wVqwLsYpLcKtV1wx/lQ45/eYkhrMB/u1oD6XSZ4eIH5R8n
            ZDAKBggqhkjOPQQDAgNIADBFAiEA3ZQ3FjzWePmPWmxYsVvLu56KQO8556gcZBJm
            LPoe15oCIAqn5Nhg6C4jxLXjBx4Nf+CBHb1A9mDrV+foGW5iZPTt
            -----END CERTIFICATE-----

            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpVpSCBrbfJXWL4sS
            TywXMNPcYlROdNFaVJ39Ys1R1RShRANCAASgbZ2GlfK4ydqnAwd4CIqt909bbbHK
            CwUfmkBTXBWrAuxiktwq1XXDH+VDjn95iSGswH+7WgPpdJnh4gflHydk
            -----END PRIVATE KEY-----

            """)

    /// The first one's key under a passphrase.
    package static let lockedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjMoCxJvT13JQICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEN1rBLjArzV2cnWqykrWRaQEgZBe
        WtfvYfvGtHoV8ndsDnkhXgARBNxqndf19AFSMzYozphB2wK25KbkpTHAaQ4Hwy8g
        zs89927hLM56PN2fEGVjukR09JOXWuUWYvGsPADEAp4+DxOofjwZSbrqNh4SKQ8D
        RVl6nFuT4bOiXQ2CKaaPR/NujTBt2twmc3gPhzl4nO+Hm63oz8A15GP3xIi9PTM=
        -----END ENCRYPTED PRIVATE KEY-----

        """

    package struct Pair: Sendable {
        package let certificate: String
        package let key: String
    }
}
