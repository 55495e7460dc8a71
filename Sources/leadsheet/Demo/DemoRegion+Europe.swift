extension DemoRegion {
    // Numbers kept for fiction: 555-01## (North American Numbering Plan), 07700 900### (Ofcom), 020 91# #### (ComReg),
    // 06 39 98 ## ## (Arcep), 030 23125 ### and 0171 39200## (Bundesnetzagentur), 070-174 06 ## (PTS), (02) 5550 #### (ACMA).
    // The other countries keep none: 555 and zeros stand in the subscriber's number.

    static let portugal = DemoRegion(
        given: ["Inês", "João", "Beatriz", "Tiago", "Joaquim", "Rui", "Mafalda", "Gonçalo", "Leonor", "Duarte", "Catarina", "Nuno"],
        family: ["Silva", "Gonçalves", "Magalhães", "Conceição", "Simões", "Brandão", "Antunes", "Falcão", "Vieira", "Araújo"],
        phones: ["+351 912 555 0##", "+351 936 555 0##", "+351 21 555 00##"],
        companies: ["Padaria Estrela", "Oficina Brandão", "Casa da Ria", "Hotel Miradouro", "Vidros do Tejo", "Lusomóvel"], weight: 3)

    static let europe: [DemoRegion] = [
        portugal,
        DemoRegion(
            given: ["María", "Luca", "Chiara", "Niccolò", "Francesca", "Matteo", "Giulia", "Davide"],
            family: ["Rossi", "Ferri", "De Luca", "Bianchi", "Lo Presti", "Galli", "Esposito", "D'Angelo"],
            phones: ["+39 347 555 0###", "+39 338 555 0###", "+39 02 5550 00##"],
            companies: ["Acme Corp", "Forno Galli", "Studio De Luca", "Nautica Ferri", "Cucine Bellavista"], weight: 3),
        DemoRegion(
            given: ["Begoña", "Íñigo", "Lucía", "Álvaro", "Nuria", "Óscar", "Peio", "Montserrat"],
            family: ["Muñoz", "Ibáñez", "García López", "Etxeberria", "Peña", "Serra i Puig", "Núñez"],
            phones: ["+34 612 555 0##", "+34 655 555 0##"], companies: ["Talleres Peña", "Cerámicas Ibáñez", "Bodega La Era", "Grup Serra"]),
        DemoRegion(
            given: ["Jürgen", "Anneliese", "Björn", "Käthe", "Sören", "Ursula", "Götz", "Marlene"],
            family: ["Müller", "Weiß", "Großmann", "Schäfer", "Vogt", "Köhler", "von der Heide"],
            phones: ["+49 171 39200##", "+49 30 23125###"],
            companies: ["Initech GmbH", "Bäckerei Köhler", "Großmann & Söhne", "Küchenhaus Vogt", "Weiß Messebau"], weight: 3),
        DemoRegion(
            given: ["Zoë", "Chloé", "François", "Élodie", "Loïc", "Anaïs", "Gaël", "Benoît"],
            family: ["Lefèvre", "Dupré", "Noël", "Garçon", "L'Hôte", "Besnard", "Aït Ouali"],
            phones: ["+33 1 99 00 ## ##"], companies: ["Boulangerie Noël", "Atelier L'Hôte", "Cuisines Dupré", "Besnard Frères"], weight: 3),
        DemoRegion(
            given: ["Priya", "Alfie", "Siân", "Imogen", "Kwame", "Niamh", "Rhys", "Harriet"],
            family: ["Khan", "Okafor", "Llewellyn", "Fraser", "Whitcombe", "Pettigrew", "Hughes-Patel"],
            phones: ["+44 20 7946 0###"],
            companies: ["Hooli", "Fraser & Daughters", "Pettigrew Joinery", "The Corner Kitchen", "Llewellyn Lettings"], weight: 4),
        DemoRegion(
            given: ["Aoife", "Séamus", "Caoimhe", "Pádraig", "Gráinne"], family: ["Ní Bhriain", "O'Shea", "Mac Giolla", "Byrne", "Ó Sé"],
            phones: ["+353 1 55# ####"], companies: ["O'Shea Builders", "Byrne Kitchens", "An Siopa Beag"]),
        DemoRegion(
            given: ["Zoë", "Åsa", "Björn", "Märta", "Östen", "Linnéa", "Håkan", "Ebba"],
            family: ["Larsson", "Åkesson", "Sjöberg", "Öberg", "Lindqvist", "Nyström"],
            phones: ["+46 70 174 06 5#"], companies: ["Sjöberg Kök", "Öberg & Co", "Nyströms Bageri", "Skärgård AB"]),
        DemoRegion(
            given: ["Lena", "Jiří", "Łukasz", "Małgorzata", "Zdeněk", "Agnieszka", "Žofie", "Mirosław"],
            family: ["Novák", "Dvořák", "Wójcik", "Kowalczyk", "Krejčí", "Szczepaniak", "Mlynář"],
            phones: ["+420 601 555 0##", "+48 601 555 0##"],
            companies: ["Kuchyně Dvořák", "Wójcik i Synowie", "Pekárna U Lípy", "Meble Łódź"]),
        DemoRegion(
            given: ["Ivan", "Stoyan", "Radka"], family: ["Petrov", "Kolev", "Hadzhiev"], phones: ["+359 88 555 0###"],
            companies: ["Globex", "Mebel Dom", "Balkan Grup"], weight: 1),
        DemoRegion(
            given: ["Иван|ivan", "Алексей|aleksei", "Дмитрий|dmitri", "Тарас|taras", "Леся|lesia"],
            family: ["Соколенко|sokolenko", "Шевченко|shevchenko", "Юрченко|yurchenko", "Коваль|koval"],
            phones: ["+380 67 555 0###"], companies: ["Кухні Юрченко", "Дім і Сад", "Коваль Меблі"]),
        DemoRegion(
            given: ["Ελένη|eleni", "Γιώργος|giorgos", "Δήμητρα|dimitra", "Νίκος|nikos", "Ευαγγελία|evangelia"],
            family: ["Παπαδάκη|papadaki", "Καραγιάννη|karagianni", "Οικονόμου|oikonomou", "Γεωργίου|georgiou"],
            phones: ["+30 694 555 0###"], companies: ["Φούρνος Οικονόμου", "Αιγαίο Κουζίνες", "Ελιά & Θάλασσα"]),
        DemoRegion(
            given: ["ნინო|nino", "გიორგი|giorgi", "მარიამ|mariam", "დავით|davit"],
            family: ["ბერიძე|beridze", "კაპანაძე|kapanadze", "გელაშვილი|gelashvili"],
            phones: ["+995 555 00 ## ##"], companies: ["თბილისი დიზაინი", "სახლი და ბაღი"], weight: 1),
        DemoRegion(
            given: ["Անի|ani", "Արամ|aram", "Հայկ|hayk", "Նարե|nare"],
            family: ["Հակոբյան|hakobyan", "Սարգսյան|sargsyan", "Պետրոսյան|petrosyan"],
            phones: ["+374 91 00 ## ##"], companies: ["Արարատ Խոհանոց", "Երևան Դիզայն"], weight: 1),
    ]
}
