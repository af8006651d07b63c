//! English words that exclude each other. `|` parts fields, `/` the sides of a field; a side lists the forms that no rule gives
//! (irregular verbs and plurals, nouns and adjectives of the same root).

#[rustfmt::skip]
pub(super) const OPPOSITES: &str = "\
confirm confirmation / deny denial | welcome / condemn condemnation | praise / criticise criticism | accept acceptance / reject rejection refuse refusal | \
approve approval / reject rejection veto | adopt adoption / reject rejection | agree agreement / refuse disagree disagreement | \
support / oppose opposition | back / reject | admit admission / deny denial | promise / threaten threat | allow / ban forbid forbade forbidden | \
permit / prohibit forbid forbade forbidden | authorise / forbid forbade forbidden ban | endorse endorsement / disown reject | recognise recognition / ignore | \
demand / offer | claim / prove proven proof | allege allegation / establish | acquit acquittal / convict conviction | accuse accusation / clear | \
charge / release | encourage / discourage | trust / distrust suspect | urge / discourage | affirm / deny | uphold upheld / overturn | \
rise rose risen / fall fell fallen | increase / decrease | raise / lower cut reduce | up / down | upward upwards / downward downwards | \
grow grew grown growth / shrink shrank shrunk decline | gain / lose lost loss | expand expansion / reduce reduction contract | \
strengthen / weaken | improve improvement / worsen | accelerate acceleration / slow | \
begin began begun beginning / end ending | start / stop end finish | open opening reopen / close closure shut | launch / cancel cancellation | \
resume resumption / suspend suspension | extend extension / shorten | keep kept / scrap | continue continuation / halt stop | \
return / leave left | enter entry / exit leave left | arrive arrival / depart departure leave left | advance / retreat | \
escalate escalation / ease | win won / lose lost | winner / loser | victory / defeat | pass / fail failed | succeed success successful / fail failure | \
percent / point | tighten / loosen ease relax | boost / curb cut | approach / avoid | appear / disappear vanish | \
bomb bombing / shell shelling | senate / house | attack / defend defence | arrest / free release | detain detention / release free | capture / lose lost release | \
kill dead die died death / wound injure injury hurt / missing | die died death dead / survive survival alive | killed / survived | \
build built / destroy destruction demolish | deploy deployment / withdraw withdrew withdrawn withdrawal | impose / lift | sign / tear tore torn | \
join / quit leave left | hire / fire sack | appoint appointment / dismiss dismissal sack | elect election / oust | invite invitation / bar | \
import / export | importer / exporter | buy bought / sell sold | buyer / seller | lend lent lender / borrow borrower | give gave given / take took taken | \
send sent / receive | save / spend spent | include inclusion / exclude exclusion | unite unity / divide division | love / hate hatred | \
victim / suspect | prosecutor / defendant | plaintiff / defendant | employer / employee | majority / minority | government / opposition | civilian / soldier | \
ally allies / enemy enemies | friend / enemy enemies | man men / woman women | boy / girl | father / mother | son / daughter | brother / sister | \
husband / wife wives | king / queen | uncle / aunt | male / female | widow / wife | host / guest | former / current | teacher / student pupil | \
doctor / patient | parent / child children | \
lawful / unlawful | true truth / false falsehood | guilty guilt / innocent innocence | right / wrong | good / bad evil | better / worse | best / worst | strong / weak | \
high / low | higher / lower | highest / lowest | large big / small little | larger bigger / smaller | largest biggest / smallest | early / late | \
earlier / later | new / old | rich / poor | richer / poorer | young / old | younger / older | hot / cold | warm / cool | hard / soft | \
heavy / light | easy / difficult hard | dry / wet | full / empty | public / private | nuclear / conventional | domestic / foreign | \
temporary / permanent | voluntary / forced compulsory mandatory | unanimous / divided | safe / dangerous | near / far | nearest / farthest | \
long / short | longer / shorter | wide / narrow | deep / shallow | thick / thin | fast quick / slow | dark / bright light | clean / dirty | \
positive / negative | secret / open public | optimistic / pessimistic | peace / war | peaceful / violent | freedom / captivity | \
life / death | calm / tense | democratic / authoritarian | rural / urban | civil civilian / military | dead / alive | \
north northern / south southern / east eastern / west western | left / right | inside / outside | above / below | upstream / downstream | \
top / bottom | front / rear | before / after | during / after | since / until | past / future | next / last previous | ahead / behind | \
yesterday / today / tomorrow | morning / afternoon / evening / night | day / night | daily / weekly / monthly / yearly annual annually | \
am / pm | within / beyond | from / to | for / against | with / without | on / off | \
more / less fewer | most / least | most / some | majority / half | all / some / none | many / few | over / under | about / exactly | double / half | both / neither | every / any | \
first / last | only / also | always / sometimes / never | often / seldom rarely | maximum / minimum | surplus / deficit | profit / loss | \
partly / fully | everyone everybody / someone somebody / nobody | everything / something / nothing | everywhere / nowhere | \
will shall / should / may might could | must / may might can could should | can / cannot | possible possibly / certain certainly | yes / no | \
spring / summer / autumn / winter | sunrise / sunset | dawn / dusk | past / to | this / next last | \
second seconds / minute minutes / hour hours / day days / week weeks / month months / year years / decade decades / century centuries | \
dollar dollars / euro euros / pound pounds / rial riyal riyals rials / dinar dinars / dirham dirhams / lira liras / yen / yuan / rupee rupees / rouble roubles ruble rubles | \
metre metres meter meters / kilometre kilometres kilometer kilometers / mile miles / foot feet / yard yards / inch inches | \
gram grams / kilo kilos kilogram kilograms / tonne tonnes ton tons | litre litres liter liters / barrel barrels / gallon gallons | hectare hectares / acre acres | celsius / fahrenheit | \
kilowatt kilowatts / megawatt megawatts / gigawatt gigawatts | hundred hundreds / thousand thousands | \
cheap cheaper cheapest / dear dearer expensive costly | fast faster fastest quick quicker quickest / slow slower slowest | safer / riskier | \
gain / cut | rise risen rose / cut | reduce reduction / increase | earn earned earning earnings / lose lost loss | arrive arrival / leave left | retire retired / serving active | \
final / first initial opening | ban banned / permit permitted allow allowed | spare spared / kill killed | trainee / expert | interim / final | \
sceptical sceptic doubtful / enthusiastic convinced | louder / quieter | noisy / quiet | convict convicted / acquit acquitted clear cleared | \
arrive / vanish | appear / fade | grow / fade | climb / drop fall fell | soar / plunge plummet | double / halve | tighten / relax | arrested / released | \
black / white | upstairs / downstairs | northward / southward | ally / rival | winner / runner | tall / short | loud / quiet | calm / angry | happy / sad | glad / sorry | rare / common | \
supporter proponent / opponent critic | ascend ascent / descend descent | ancient / modern | blame / praise | combine / separate | compulsory / optional | condone / condemn | \
create creation / destroy destruction | crowded / deserted | donor / recipient | enable / prevent | entrance / exit | even / odd | expel expelled expulsion / admit admitted | \
fact / fiction | float / sink sank sunk | flood flooding / drought | freeze froze frozen / thaw | friendly / hostile | generous / stingy | grant / deny refuse | help / hinder | hide hid hidden / reveal | \
hope / despair | inferior / superior | interior / exterior | internal / external | inner / outer | laugh laughter / cry weep wept | major / minor | married / divorced single | natural / artificial | \
offensive / defensive | offline / online | oldest / youngest | optimist / pessimist | original / copy | pardon / punish punishment | plentiful abundant / scarce | powerful / weak | present / absent | \
presence / absence | pride / shame | progress / setback | rapid / gradual | recover recovery / relapse | reinstate / suspend | remember remembered / forget forgot forgotten | repeal / enact | \
reward / punish | rough / smooth calm | senior / junior | sick ill / healthy | simple / complex complicated | sober / drunk | strength / weakness | strict / lenient | sweet / bitter | tiny / huge enormous | \
together / apart | upper / lower | vacant / occupied | visible / hidden | wealth / poverty | wealthy / poor | wild / tame | wise / foolish | landlord / tenant | bullish / bearish | creditor / debtor | \
revenue income / expenditure spending | asset / liability liabilities | inflation / deflation | recession / recovery | ceasefire truce / offensive | northbound / southbound / eastbound / westbound | \
incoming / outgoing | uphill / downhill | overestimate / underestimate | overpaid / underpaid | heavier / lighter | stronger / weaker | warmer hotter / cooler colder | wetter / drier | nearer closer / further farther | \
deeper / shallower | prewar / postwar | indoors indoor / outdoors outdoor | lead led leading / trail trailed trailing | attend attendance / miss boycott | obey comply / defy defiance | \
honour / breach violate | ratify ratification / reject rejection | back / block | block / allow | confident / doubtful | jail imprison / free release | hero / villain | survivor / victim | \
quash overturn / uphold upheld | adjourn / resume | postpone / hasten | cancel / confirm | stay / leave left go went | remain / leave left | push / pull | above / beneath | add addition / subtract remove removal | \
multiply / divide | volunteer / conscript | liberate liberation / occupy occupation | invade invasion / withdraw withdrew withdrawal | surrender / resist resistance | loyalist / rebel | leftist / rightist | \
secular / religious | monarchy / republic | maternal / paternal | mayor / councillor | red / green / blue / yellow / black / white / brown / purple | plus / minus | import imported / home-grown | loan / grant | \
boom / bust slump | surge / slump plunge | soar / slump | climb / slip slide | strengthen / soften | deteriorate / improve | recruit / dismiss | lawyer / judge | pass / block | pro / anti | pre / post | once / twice / thrice | gold / silver / bronze | reinforce reinforcement / withdraw withdrew withdrawn withdrawal | hold held / collapse | double doubled / triple tripled treble / quadruple quadrupled / halve halved | celsius centigrade c / fahrenheit f | seal sealed / open reopen | back / oppose | buy / rent | \
deny denied / confirm confirmed | land landed / take-off | hit / miss | catch caught / miss dropped | ignite / extinguish | light lit / extinguish | fill / empty drain | heal / wound | thrive / struggle | \
lengthen / shorten | widen / narrow | deepen / ease | brighten / darken | rich / needy | frequent / rare | frequently / rarely seldom | simultaneously / separately | willing / reluctant | ally / foe | foe / friend";

#[rustfmt::skip]
pub(super) const LOOKALIKES: &str = "\
prosecution prosecute / persecution persecute | hostage / hospital | adapt adaptation / adopt adoption | affect / effect | \
precede / proceed | council / counsel | principal / principle | ensure / insure | elicit / illicit | immigrate immigration immigrant / emigrate emigration emigrant | \
interstate / intrastate | hypertension / hypotension | century / country | million / billion / trillion | \
thirteen / thirty | fourteen / forty | fifteen / fifty | sixteen / sixty | seventeen / seventy | eighteen / eighty | nineteen / ninety | \
complement / compliment | allusion / illusion | eminent / imminent | desert / dessert | \
formerly / formally | later / latter | lose / loose | personal / personnel | statue / statute | \
marital / martial | casualty / causality | device / devise | advice / advise | respectfully / respectively | \
historic / historical | economic / economical | perspective / prospective | migrant / vagrant | mortar / motor | raid / aid | reserve / reverse | \
region / religion | mission / emission / omission | defuse / diffuse | inhibit / inhabit | \
condone / condemn | averse / adverse | flaunt / flout | uninterested / disinterested | wary / weary | bail / bale | hanger / hangar | \
hassan hasan / hussein hussain hossein hossain | macron / marcos | johnson / johnston";
