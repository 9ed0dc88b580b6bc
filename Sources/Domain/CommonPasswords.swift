/// Passwords that everybody tries first, in lower case. Endings of digits and marks are taken off before they are looked up here as well.
let commonPasswords: Set<String> = Set(
    """
    12345678 123456789 1234567890 12345678910 0123456789 0987654321 987654321 87654321 11111111 111111111 00000000 000000000
    22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 12341234 11223344 1122334455 12344321 123123123
    123321123 147258369 159753456 789456123 741852963 963852741 159357456 123454321 10101010 12121212 13131313 20202020 21212121
    31415926 314159265 98765432 password passwort passw0rd p@ssw0rd p@ssword pa55word passwords password1 passwort1
    passwordpassword password123 password1234 passwort123 kennwort geheimnis geheim123 qwertyui qwertyuiop qwerty123 qwerty12
    qwerty1234 qwerty12345 qwertzui qwertzuiop qwertz123 asdfasdf asdfghjk asdfghjkl asdf1234 asdfqwer zxcvbnm123 1qaz2wsx
    1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 1qazxsw2 zaq12wsx zaq1xsw2 qazwsxedc 1234qwer qwer1234 abcd1234 abc12345 abc123456
    abcdefgh abcdefghi abcdef123 a1b2c3d4 a1234567 a12345678 aa123456 aa12345678 aaaaaaaa abababab iloveyou iloveyou1 iloveyou2
    iloveu123 ichliebedich lovelove loveme123 lover123 princess princess1 sunshine sunshine1 football football1 baseball baseball1
    basketball softball hockey123 soccer123 superman superman1 batman123 spiderman ironman123 starwars starwars1 pokemon123
    pikachu1 dragon123 dragonball monkey123 shadow123 shadow12 master123 mustang1 corvette mercedes porsche911 ferrari1 letmein1
    letmein123 letmeinnow welcome1 welcome12 welcome123 welcome1234 willkommen hallo123 hallohallo hello123 hellohello helloworld
    bonjour1 changeme changeme1 changeme123 changeit default1 defaultpassword administrator administrator1 admin123 admin1234
    admin12345 adminadmin root1234 rootroot toor1234 test1234 testtest test12345 testing1 testing123 tester123 guest123 guestguest
    user1234 useruser demo1234 demodemo temp1234 temporary temppass secret123 secretsecret topsecret mysecret mypassword mypass123
    nopassword nopasswd security security1 login123 loginlogin access14 access123 computer computer1 internet internet1 samsung1
    samsung123 iphone123 android1 google123 facebook facebook1 microsoft windows10 windows7 linux123 ubuntu123 oracle123 cisco123
    database whatever whatever1 trustno1 freedom1 freedom123 liberty1 jennifer jennifer1 michelle michael1 jessica1 jonathan
    jordan23 charlie1 charlie123 andrew123 ashley123 anthony1 alexander alexandra benjamin brandon1 cameron1 christian christina
    christopher daniel123 danielle elizabeth gabriel1 hannah123 isabella jasmine1 joshua123 katherine kimberly matthew1 melissa1
    nicholas nicole123 patrick1 rebecca1 richard1 robert123 samantha sebastian stephanie steven123 thomas123 veronica victoria
    victoria1 vanessa1 william1 maximilian angelina charlotte butterfly buttercup chocolate chocolat schokolade cupcake1 cookie123
    cookies1 cheese123 coffee123 banana123 orange123 purple123 rainbow1 rainbow123 flower123 blumen123 snowball snowflake
    summer123 summer2020 summer2021 summer2022 summer2023 summer2024 summer2025 winter123 winter2024 winter2025 spring123
    autumn123 sommer123 sommer2024 sommer2025 herbst123 january1 february november december september monday123 friday123
    london123 paris123 berlin123 hamburg1 newyork1 chicago1 dallas123 america1 brasil123 deutschland deutschland1 schalke04
    bayern123 borussia liverpool liverpool1 arsenal1 arsenal123 chelsea1 chelsea123 barcelona realmadrid juventus manchester
    manutd123 lakers24 yankees1 cowboys1 steelers eagles123 packers1 patriots broncos1 giants123 redsox123 tigger123 scooter1
    cooper123 bailey123 buster123 maggie123 ginger123 pepper123 harley123 harleydavidson midnight midnight1 blink182 metallica
    nirvana1 slipknot eminem123 nintendo playstation xbox3600 minecraft minecraft1 fortnite fortnite1 counterstrike warcraft
    starcraft runescape zelda123 matrix123 merlin123 phoenix1 thunder1 lightning diamond1 platinum silver123 golden123 killer123
    hunter123 hunter12 ranger123 soldier1 blessed1 jesus123 jesuschrist godisgood heaven123 angel123 angels123 babygirl babygirl1
    baby1234 sweetheart sweetie1 schatz123 schatzi1 darling1 fuckyou1 fuckoff1 asshole1 bitch123 biteme123 bullshit nothing1
    anything something correcthorsebatterystaple cairn123 cairncairn
    """.split(whereSeparator: \.isWhitespace).map(String.init)
)
