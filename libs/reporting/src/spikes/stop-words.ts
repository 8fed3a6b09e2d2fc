/**
 * Words that tell nothing of what happened, of four letters and more: function words, forms of address, and words of tone,
 * which rise with every trouble whatever it is. A `*` stands for any ending. They count in every message, because the
 * language of a short one is often uncertain and a word of one language that is a thing in another is rare at this length.
 */
const WORDS: Readonly<Record<string, string>> = {
  en: `about above after again against almost already also although always another anybody anymore anyone anything around
    because been before being below between both cannot could couldn't didn't does doesn't doing don't done during each
    either else enough even ever every everyone everything from further getting gets give goes going gone gotten hadn't
    hasn't have haven't having hello here hers herself himself however into isn't it's itself i've just keep keeps kept know
    like made make makes many maybe might more most much must myself need needs neither never nobody none nothing only once
    other others ourselves over please quite rather really same says seems several shall should shouldn't simply since some
    somebody someone something still such sure take takes than thank thanks that that's their them themselves then there
    these they they're this those though through told took toward under until upon used very want wants wasn't well went
    were weren't what what's when where whether which while who's whole whom whose will with within without won't would
    wouldn't yesterday today tomorrow you've you're your yours yourself i'm can't
    absolutely appall* atrocious* awful* angry annoy* disappoint* disgrace* disgust* dreadful* furious* frustrat* hate*
    horribl* horrific* insult* outrag* pathetic* ridicul* scandal* shame* shock* terribl* unacceptabl* unbelievabl* unhappy
    upset* useless* worst worse joke nightmare* hopeless* poor`,
  fi: `aina aivan ainakin edes ehkä eikä eilen eivät ellei emme enemmän enkä ennen enää että ette eräs heidän heille heistä heti
    hetki huomenna hyvin häneen hänelle hänen hänet häntä ihan ikinä ilman itse jatkuvasti jokainen joka jonka jossa josta
    joten jotain jotka jälkeen jälleen kaikki kaikkien kanssa kenen koko koska koskaan kuin kuinka kukaan kuten kyllä kohti
    lisäksi luona lähes meidän meille meitä melko miksi mikään milloin minua minulla minulle minun minut missä mistä mitä
    mitään moni monta mutta muuta myös nuo nyt näin nämä näiden ole oleva olemme olen olet olette oli olin olisi olivat ollut
    olla olleet omaa oman onko ovat paljon pitää pitäisi puolesta saada saan sekä sellainen sen sieltä siellä siihen siinä siis
    siitä silloin sille sillä sinun sinä sitten sitä taas takia tai tavalla teidän teille tehdä teitä tuo tuolla tuota tämä
    tämän tänään tässä tästä tätä täällä vaan vaikka vain varmasti vasta vieläkin vielä voida voisi voisiko voiko voitte ettei
    kiitos terve hyvää päivää
    hirve* hirvit* huono* häpeä* hävyt* inho* järkyt* kamal* kauhe* kelvot* kurja* naurettav* pettyn* pettym* pöyrist* raivo*
    surke* sietämä* skandaali* suutt* törke* uskomat* vihai* vihast* ärsyt* ala-arvoi* käsittämät* paska* tyytymät*`,
  lv: `aizvien arī atkal bez bija bijis bijusi biju būs būtu cits diena dienu diezgan esam esat esmu gandrīz ikviens jaunu joprojām
    jums jūsu kāds kādā kāpēc katrs katru kaut kamēr kopš kura kuram kuras kuri kurš labdien laikam lai lūdzu līdz mani manā
    mans mana manu mums mūsu nekad nekas neko nemaz nebija nevar nevaru nevarat nekā otrais otru paldies pēc pirms pati pats
    pret sava savu savas savus šajā šeit šis šodien šobrīd tagad tāds tāpēc tikai tomēr toties turklāt tiešām tika tiek vairs
    vairāk vakar varat varu varētu viens viņa viņi viņš viņu viss visi visu vispār vienmēr vēlreiz ļoti kurā kuru tādu pagaidām
    apkaunojo* bezjēdz* briesmīg* drausmīg* dusmīg* kaitin* kauns kauna kaunin* neapmierin* nepieņemam* nožēlojam* pretīg*
    sašut* slikt* smieklīg* šausmīg* šoks vilšan* vīlies vīlusies vīlušies neticam* negod* skandal*`,
  sl: `ampak bila bile bili bilo biti blizu bolj brez čeprav dalj danes dneva dober dovolj enkrat gospod gospa hvala imajo imam
    imamo imate jutri kadar kadarkoli kajti kako kakor kakšen kakšna katera kateri katero kdaj kdor ki kjer komaj koliko kljub
    lahko malo mene menda mnogo moja moje mojega moji mora moram morate nama namreč nazaj naše našo nekaj nekdo nekje neki nihče
    nikoli nismo nisem niste niso njega njegov njihov njim njimi noben nocoj odkar okoli oziroma pred pravi prav preko prej
    proti prosim poleg ponovno potem pozdravljeni sama sami samo saj seveda skoraj skozi spet sploh super svoj svoje svojo takoj
    tako takšen tega tej temu teh tista tisti tisto toda torej tudi tukaj vaša vaše vašo včeraj vedno vendar več vsak vsaka
    vsako vse vsem vsi vseeno zakaj zaradi zato zdaj zelo zopet žal
    besen besni besna grozn* grozljiv* jezen jezna jezni nesprejemljiv* neverjetn* nezaslišan* nezadovolj* obup* ogaben ogabn*
    porazn* razočar* sramot* slab* smešn* strašn* škandal* katastrof* zanič nesram* bedn*`,
  id: `adalah akan akhirnya aku anda antara apakah apalagi atas atau bagaimana bagi bahkan bahwa banget banyak baru begini begitu
    belum benar berapa bersama besok biasa bisa buat bukan cuma cukup dahulu dalam dapat dari daripada dengan dong gimana
    hanya harap harus halo hari ingin jadi jangan jika juga kalau kali kalian kami kamu kapan karena kata kayak kemarin kenapa
    kepada kita kembali lagi lain lalu lebih maka makin malah mana mana masih mau memang mengapa mereka meski mohon mungkin
    nggak nanti namun oleh pada padahal paling para pernah pasti per punya saat saja saling sama sampai sangat saya sebab
    sebagai sebelum sebuah sedang sejak sekali sekarang sekitar selalu selama selain semua semoga sendiri seperti sering serta
    sesudah setelah setiap siapa sini situ suatu sudah supaya tadi tanpa tapi telah tentang terima terlalu terus tersebut tetap
    tetapi tidak tolong untuk waktu walau yaitu yang kasih selamat pagi siang
    bohong buruk* brengsek* geram* jelek* jengkel* kacau* kapok* kecewa* kesal* kesel* marah* mengecewakan* mengerikan* muak*
    menyebalkan* parah* payah* sebal* memalukan* keterlaluan* konyol* sialan*`,
  ru: `более будет будто будут буду были было быть вами ваша ваше ваши вашей вашего вашу вдруг ведь весь вообще вместо время всегда
    всего всей всем всех всю говорят даже делать день дня добрый для другой ещё если есть здесь здравствуйте какая какие какой
    каждый когда которая которого которой которые который которых кроме лишь лучше между меня мимо мною много можно моего моей
    может могу можете мой надо наконец нами наша наше наши него нельзя нему несколько нибудь никогда никто ничего никак ними
    нужно однако один опять очень перед пока после потом потому пожалуйста почему почти просто просьба прошу против разве раза
    сама сами самый сейчас себе себя сегодня сразу снова совсем спасибо столько также таки такая такие такое такой такую тебя
    теперь того тоже только тому тот тогда туда тут уже хотя хочу чего чему через чтобы чтоб чуть этих этим этом этого этой
    этому эта эти этот эту вчера завтра вами вас просто уважаемые
    безобраз* возмут* возмущ* гадк* гнев* дикость жалк* зол злой злая издеват* кошмар* мерзк* мерзост* надоел* недовол*
    недопустим* невероятн* неприемлем* обидн* отврат* плох* позор* разочар* раздраж* скандал* смешн* стыд* ужас* ужасн* хамств*
    хуже худш* шок* бесит* бред наглост* бесполезн*`,
};

const ENTRIES = Object.values(WORDS).flatMap((words) => words.split(/\s+/));
const WHOLE = new Set(ENTRIES.filter((word) => !word.endsWith('*')));
const STEMS = ENTRIES.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));

/** Whether a word, in lower case and NFC, only joins others or tells of feeling. */
export function isStopWord(word: string): boolean {
  const plain = word.replaceAll('’', "'");
  return WHOLE.has(plain) || STEMS.some((stem) => plain.startsWith(stem));
}
