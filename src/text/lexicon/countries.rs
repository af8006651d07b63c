//! The countries and territories that the news names. A row has six columns, parted by `;`: names, nationality, capital in English,
//! then the same in Arabic; `|` parts alternatives. A capital that is named as its country has none. Arabic nationalities stand in the
//! masculine singular, without the article, and in plurals that no ending makes.

pub(super) const COUNTRIES: &str = "\
Afghanistan; Afghan|Afghans; Kabul; أفغانستان; أفغاني|أفغان|الأفغان; كابول|كابل
Albania; Albanian|Albanians; Tirana; ألبانيا; ألباني|ألبان; تيرانا
Algeria; Algerian|Algerians; Algiers; الجزائر; جزائري;
Andorra; Andorran|Andorrans; Andorra la Vella; أندورا; أندوري;
Angola; Angolan|Angolans; Luanda; أنغولا; أنغولي; لواندا
Argentina; Argentine|Argentinian|Argentines|Argentinians; Buenos Aires; الأرجنتين; أرجنتيني; بوينس آيرس
Armenia; Armenian|Armenians; Yerevan; أرمينيا; أرميني|أرمن|الأرمن; يريفان
Australia; Australian|Australians; Canberra; أستراليا; أسترالي; كانبرا|كانبيرا
Austria; Austrian|Austrians; Vienna; النمسا; نمساوي; فيينا
Azerbaijan; Azerbaijani|Azerbaijanis|Azeri|Azeris; Baku; أذربيجان; أذربيجاني|أذري; باكو
Bahamas|the Bahamas; Bahamian|Bahamians; Nassau; جزر البهاما|البهاما; بهامي; ناساو
Bahrain; Bahraini|Bahrainis; Manama; البحرين; بحريني; المنامة
Bangladesh; Bangladeshi|Bangladeshis; Dhaka; بنغلاديش|بنجلاديش; بنغلاديشي|بنغالي; دكا
Barbados; Barbadian|Barbadians; Bridgetown; بربادوس|باربادوس; بربادوسي; بريدجتاون
Belarus|Byelorussia; Belarusian|Belarusians|Belarussian; Minsk; بيلاروس|بيلاروسيا|روسيا البيضاء; بيلاروسي; مينسك
Belgium; Belgian|Belgians; Brussels; بلجيكا; بلجيكي; بروكسل
Belize; Belizean|Belizeans; Belmopan; بليز; بليزي; بلموبان
Benin; Beninese; Porto-Novo|Porto Novo; بنين; بنيني; بورتو نوفو
Bhutan; Bhutanese; Thimphu; بوتان; بوتاني; تيمفو
Bolivia; Bolivian|Bolivians; La Paz|Sucre; بوليفيا; بوليفي; لاباز|سوكري
Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina; Bosnian|Bosnians; Sarajevo; البوسنة|البوسنة والهرسك; بوسني|بوسنوي; سراييفو
Botswana; Botswanan|Botswanans; Gaborone; بوتسوانا|بتسوانا; بوتسواني; غابورون
Brazil; Brazilian|Brazilians; Brasilia; البرازيل; برازيلي; برازيليا
Brunei; Bruneian|Bruneians; Bandar Seri Begawan; بروناي; بروني;
Bulgaria; Bulgarian|Bulgarians; Sofia; بلغاريا; بلغاري|بلغار; صوفيا
Burkina Faso; Burkinabe; Ouagadougou; بوركينا فاسو; بوركينابي; واغادوغو
Burundi; Burundian|Burundians; Gitega|Bujumbura; بوروندي; ; بوجمبورا
Cambodia|Kampuchea; Cambodian|Cambodians; Phnom Penh; كمبوديا; كمبودي; بنوم بنه
Cameroon; Cameroonian|Cameroonians; Yaounde; الكاميرون; كاميروني; ياوندي
Canada; Canadian|Canadians; Ottawa; كندا; كندي; أوتاوا
Cape Verde|Cabo Verde; Cape Verdean|Cape Verdeans; Praia; الرأس الأخضر; ; برايا
Central African Republic; Central African|Central Africans; Bangui; جمهورية أفريقيا الوسطى|أفريقيا الوسطى|إفريقيا الوسطى; ; بانغي
Chad; Chadian|Chadians; N'Djamena|Ndjamena; تشاد; تشادي; نجامينا|إنجمينا
Chile; Chilean|Chileans; Santiago; تشيلي|شيلي; تشيلياني; سانتياغو
China; Chinese; Beijing|Peking; الصين; صيني; بكين
Colombia; Colombian|Colombians; Bogota; كولومبيا; كولومبي; بوغوتا
Comoros|the Comoros; Comorian|Comorians; Moroni; جزر القمر; ; موروني
Congo-Brazzaville|Republic of the Congo|Congo; Congolese; Brazzaville; الكونغو|الكونغو برازافيل|جمهورية الكونغو; كونغولي; برازافيل
DR Congo|DRC|Congo-Kinshasa|Democratic Republic of the Congo|Democratic Republic of Congo|Zaire; Congolese; Kinshasa; الكونغو الديمقراطية|جمهورية الكونغو الديمقراطية|زائير; كونغولي; كينشاسا
Costa Rica; Costa Rican|Costa Ricans; San Jose; كوستاريكا; كوستاريكي; سان خوسيه
Croatia; Croatian|Croatians|Croat|Croats; Zagreb; كرواتيا; كرواتي|كروات; زغرب
Cuba; Cuban|Cubans; Havana; كوبا; كوبي; هافانا
Cyprus; Cypriot|Cypriots; Nicosia; قبرص; قبرصي|قبارصة; نيقوسيا
Czechia|Czech Republic|the Czech Republic; Czech|Czechs; Prague; التشيك|جمهورية التشيك; تشيكي; براغ
Denmark; Danish|Dane|Danes; Copenhagen; الدنمارك|الدانمارك; دنماركي|دانماركي; كوبنهاغن
Djibouti; Djiboutian|Djiboutians; ; جيبوتي; ;
Dominica; Dominican|Dominicans; Roseau; دومينيكا; دومينيكي; روسو
Dominican Republic|the Dominican Republic; Dominican; Santo Domingo; جمهورية الدومينيكان|الدومينيكان; دومينيكاني; سانتو دومينغو
East Timor|Timor-Leste; East Timorese|Timorese; Dili; تيمور الشرقية|تيمور ليشتي; تيموري; ديلي
Ecuador; Ecuadorian|Ecuadorians|Ecuadorean; Quito; الإكوادور|إكوادور; إكوادوري; كيتو
Egypt; Egyptian|Egyptians; Cairo; مصر; مصري; القاهرة
El Salvador; Salvadoran|Salvadorans|Salvadorian; San Salvador; السلفادور; سلفادوري; سان سلفادور
Equatorial Guinea; Equatorial Guinean|Equatoguinean|Equatoguineans; Malabo; غينيا الاستوائية; غيني استوائي; مالابو
Eritrea; Eritrean|Eritreans; Asmara; إريتريا|أريتريا; إريتري; أسمرة
Estonia; Estonian|Estonians; Tallinn; إستونيا|أستونيا; إستوني; تالين
Eswatini|Swaziland; Swazi|Swazis; Mbabane; إسواتيني|سوازيلاند; سوازي; مبابان
Ethiopia; Ethiopian|Ethiopians; Addis Ababa; إثيوبيا|أثيوبيا; إثيوبي; أديس أبابا
Fiji; Fijian|Fijians; Suva; فيجي; ; سوفا
Finland; Finnish|Finn|Finns; Helsinki; فنلندا; فنلندي; هلسنكي
France; French|Frenchman|Frenchmen|Frenchwoman; Paris; فرنسا; فرنسي; باريس
Gabon; Gabonese; Libreville; الغابون; غابوني; ليبرفيل
Gambia|the Gambia; Gambian|Gambians; Banjul; غامبيا; غامبي; بانجول
Georgia; Georgian|Georgians; Tbilisi; جورجيا; جورجي; تبليسي
Germany; German|Germans; Berlin; ألمانيا; ألماني|ألمان|الألمان; برلين
Ghana; Ghanaian|Ghanaians; Accra; غانا; غاني; أكرا
Greece; Greek|Greeks; Athens; اليونان; يوناني; أثينا
Greenland; Greenlandic|Greenlander|Greenlanders; Nuuk; غرينلاند|جرينلاند; غرينلاندي; نوك
Grenada; Grenadian|Grenadians; ; غرينادا; غرينادي;
Guatemala; Guatemalan|Guatemalans; Guatemala City; غواتيمالا; غواتيمالي;
Guinea; Guinean|Guineans; Conakry; غينيا; غيني; كوناكري
Guinea-Bissau|Guinea Bissau; Bissau-Guinean; Bissau; غينيا بيساو; ; بيساو
Guyana; Guyanese; Georgetown; غيانا|غويانا; غياني; جورجتاون
Haiti; Haitian|Haitians; Port-au-Prince|Port au Prince; هايتي; هايتيان|هايتيون; بورت أو برنس|بور أو برانس
Honduras; Honduran|Hondurans; Tegucigalpa; هندوراس; هندوراسي; تيغوسيغالبا
Hong Kong; Hongkonger|Hongkongers; ; هونغ كونغ|هونج كونج; ;
Hungary; Hungarian|Hungarians; Budapest; المجر|هنغاريا; مجري|هنغاري; بودابست
Iceland; Icelandic|Icelander|Icelanders; Reykjavik; آيسلندا|أيسلندا; آيسلندي; ريكيافيك
India; Indian|Indians; New Delhi|Delhi; الهند; هندي|هنود|الهنود; نيودلهي|دلهي
Indonesia; Indonesian|Indonesians; Jakarta; إندونيسيا|أندونيسيا; إندونيسي|أندونيسي; جاكرتا
Iran|Islamic Republic of Iran|Persia; Iranian|Iranians|Persian|Persians; Tehran|Teheran; إيران; إيراني; طهران
Iraq; Iraqi|Iraqis; Baghdad; العراق; عراقي; بغداد
Ireland|Republic of Ireland; Irish|Irishman|Irishmen|Irishwoman; Dublin; أيرلندا|إيرلندا; أيرلندي|إيرلندي; دبلن
Israel; Israeli|Israelis; Tel Aviv; إسرائيل; إسرائيلي; تل أبيب
Italy; Italian|Italians; Rome; إيطاليا; إيطالي; روما
Ivory Coast|Cote d'Ivoire; Ivorian|Ivorians; Yamoussoukro|Abidjan; ساحل العاج|كوت ديفوار; إيفواري; ياموسوكرو|أبيدجان
Jamaica; Jamaican|Jamaicans; Kingston; جامايكا; جامايكي; كينغستون
Japan; Japanese; Tokyo; اليابان; ياباني; طوكيو
Jordan|Hashemite Kingdom of Jordan; Jordanian|Jordanians; Amman; الأردن; أردني; عمان
Kazakhstan; Kazakh|Kazakhs|Kazakhstani; Astana; كازاخستان; كازاخستاني|كازاخي; أستانا
Kenya; Kenyan|Kenyans; Nairobi; كينيا; كيني; نيروبي
Kiribati; I-Kiribati; Tarawa; كيريباتي; ; تاراوا
North Korea|DPRK|Democratic People's Republic of Korea; North Korean|North Koreans; Pyongyang; كوريا الشمالية; كوري شمالي; بيونغ يانغ|بيونج يانج
South Korea|Republic of Korea; South Korean|South Koreans; Seoul; كوريا الجنوبية; كوري جنوبي; سيول|سول
Kosovo; Kosovan|Kosovar|Kosovars; Pristina; كوسوفو; كوسوفي; بريشتينا
Kuwait; Kuwaiti|Kuwaitis; Kuwait City; الكويت; كويتي;
Kyrgyzstan; Kyrgyz|Kyrgyzstani; Bishkek; قيرغيزستان|قرغيزستان; قيرغيزي|قرغيزي; بيشكيك
Laos; Laotian|Laotians|Lao; Vientiane; لاوس; لاوسي; فيينتيان
Latvia; Latvian|Latvians; Riga; لاتفيا; لاتفي; ريغا
Lebanon; Lebanese; Beirut; لبنان; لبناني; بيروت
Lesotho; Basotho|Mosotho; Maseru; ليسوتو; ليسوتي; ماسيرو
Liberia; Liberian|Liberians; Monrovia; ليبيريا; ليبيري; مونروفيا
Libya; Libyan|Libyans; Tripoli; ليبيا; ليبي; طرابلس
Liechtenstein; Liechtensteiner|Liechtensteiners; Vaduz; ليختنشتاين; ليختنشتايني; فادوز
Lithuania; Lithuanian|Lithuanians; Vilnius; ليتوانيا; ليتواني; فيلنيوس
Luxembourg; Luxembourger|Luxembourgers|Luxembourgish; ; لوكسمبورغ; لوكسمبورغي;
Madagascar; Malagasy|Madagascan; Antananarivo; مدغشقر; مدغشقري|ملغاشي; أنتاناناريفو
Malawi; Malawian|Malawians; Lilongwe; مالاوي|ملاوي; مالاويون; ليلونغوي
Malaysia; Malaysian|Malaysians|Malay|Malays; Kuala Lumpur; ماليزيا; ماليزي; كوالالمبور|كوالا لمبور
Maldives|the Maldives; Maldivian|Maldivians; Male City; المالديف|جزر المالديف; مالديفي; ماليه
Mali; Malian|Malians; Bamako; مالي; ; باماكو
Malta; Maltese; Valletta; مالطا|مالطة; مالطي; فاليتا
Marshall Islands|the Marshall Islands; Marshallese; Majuro; جزر مارشال; ; ماجورو
Mauritania; Mauritanian|Mauritanians; Nouakchott; موريتانيا; موريتاني; نواكشوط
Mauritius; Mauritian|Mauritians; Port Louis; موريشيوس; موريشيوسي|موريشي; بورت لويس
Mexico; Mexican|Mexicans; Mexico City; المكسيك; مكسيكي; مكسيكو سيتي|مكسيكو
Micronesia; Micronesian|Micronesians; Palikir; ميكرونيزيا; ميكرونيزي; باليكير
Moldova; Moldovan|Moldovans; Chisinau; مولدوفا; مولدوفي; كيشيناو
Monaco; Monegasque|Monegasques; ; موناكو; ;
Mongolia; Mongolian|Mongolians|Mongol|Mongols; Ulaanbaatar|Ulan Bator; منغوليا; منغولي; أولان باتور
Montenegro; Montenegrin|Montenegrins; Podgorica; الجبل الأسود|مونتينيغرو; ; بودغوريتسا
Morocco; Moroccan|Moroccans; Rabat; المغرب; مغربي|مغاربة|المغاربة; الرباط
Mozambique; Mozambican|Mozambicans; Maputo; موزمبيق; موزمبيقي; مابوتو
Myanmar|Burma; Burmese; Naypyidaw; ميانمار|بورما; بورمي|ميانماري; نايبيداو
Namibia; Namibian|Namibians; Windhoek; ناميبيا; ناميبي; ويندهوك
Nauru; Nauruan|Nauruans; Yaren; ناورو; ناوروي;
Nepal; Nepalese|Nepali|Nepalis; Kathmandu; نيبال; نيبالي; كاتماندو
Netherlands|the Netherlands|Holland; Dutch|Dutchman|Dutchmen; Amsterdam|The Hague; هولندا; هولندي; أمستردام|لاهاي
New Zealand; New Zealander|New Zealanders; Wellington; نيوزيلندا|نيوزيلاندا; نيوزيلندي; ويلينغتون
Nicaragua; Nicaraguan|Nicaraguans; Managua; نيكاراغوا; نيكاراغوي; ماناغوا
Niger; Nigerien|Nigeriens; Niamey; النيجر; نيجري; نيامي
Nigeria; Nigerian|Nigerians; Abuja; نيجيريا; نيجيري; أبوجا
North Macedonia|Macedonia; Macedonian|Macedonians; Skopje; مقدونيا الشمالية|مقدونيا; مقدوني; سكوبي|سكوبيه
Norway; Norwegian|Norwegians; Oslo; النرويج; نرويجي; أوسلو
Oman; Omani|Omanis; Muscat; عمان|سلطنة عمان; عماني; مسقط
Pakistan; Pakistani|Pakistanis; Islamabad; باكستان; باكستاني; إسلام آباد|إسلام أباد
Palau; Palauan|Palauans; Ngerulmud; بالاو; بالاوي;
Palestine|State of Palestine; Palestinian|Palestinians; Ramallah; فلسطين; فلسطيني; رام الله
Panama; Panamanian|Panamanians; Panama City; بنما; بنمي;
Papua New Guinea; Papua New Guinean; Port Moresby; بابوا غينيا الجديدة; ; بورت مورسبي
Paraguay; Paraguayan|Paraguayans; Asuncion; باراغواي; باراغواياني; أسونسيون
Peru; Peruvian|Peruvians; Lima; بيرو; بيروفي; ليما
Philippines|the Philippines; Filipino|Filipinos|Filipina|Filipinas|Philippine; Manila; الفلبين|الفيليبين; فلبيني|فيليبيني; مانيلا
Poland; Polish|Pole|Poles; Warsaw; بولندا; بولندي; وارسو
Portugal; Portuguese; Lisbon; البرتغال; برتغالي; لشبونة
Puerto Rico; Puerto Rican|Puerto Ricans; San Juan; بورتوريكو; بورتوريكي; سان خوان
Qatar; Qatari|Qataris; Doha; قطر; قطري; الدوحة
Romania; Romanian|Romanians; Bucharest; رومانيا; روماني|رومان; بوخارست
Russia|Russian Federation; Russian|Russians; Moscow; روسيا|روسيا الاتحادية; روسي|روس|الروس; موسكو
Rwanda; Rwandan|Rwandans; Kigali; رواندا; رواندي; كيغالي
Saint Lucia; Saint Lucian; Castries; سانت لوسيا; ; كاستريس
Samoa; Samoan|Samoans; Apia; ساموا; ساموي; آبيا
San Marino; Sammarinese; ; سان مارينو; ;
Sao Tome|Sao Tome and Principe; Sao Tomean; ; ساو تومي|ساو تومي وبرينسيب; ;
Saudi Arabia|Saudi|KSA; Saudis; Riyadh; السعودية|المملكة العربية السعودية; سعودي; الرياض
Senegal; Senegalese; Dakar; السنغال; سنغالي; داكار
Serbia; Serb|Serbs|Serbian|Serbians; Belgrade; صربيا; صربي|صرب|الصرب; بلغراد
Seychelles|the Seychelles; Seychellois; Victoria; سيشل|سيشيل; ; فيكتوريا
Sierra Leone; Sierra Leonean|Sierra Leoneans; Freetown; سيراليون; سيراليوني; فريتاون
Singapore; Singaporean|Singaporeans; ; سنغافورة; سنغافوري;
Slovakia; Slovak|Slovaks|Slovakian; Bratislava; سلوفاكيا; سلوفاكي; براتيسلافا
Slovenia; Slovene|Slovenes|Slovenian|Slovenians; Ljubljana; سلوفينيا; سلوفيني; ليوبليانا
Solomon Islands|the Solomon Islands; Solomon Islander|Solomon Islanders; Honiara; جزر سليمان; ; هونيارا
Somalia; Somali|Somalis; Mogadishu; الصومال; صومالي; مقديشو
Somaliland; Somalilander|Somalilanders; Hargeisa; أرض الصومال|صوماليلاند; ; هرجيسا
South Africa; South African|South Africans; Pretoria; جنوب أفريقيا|جنوب إفريقيا; جنوب أفريقي; بريتوريا
South Sudan; South Sudanese; Juba; جنوب السودان; جنوب سوداني; جوبا
Spain; Spanish|Spaniard|Spaniards; Madrid; إسبانيا|أسبانيا; إسباني|إسبان; مدريد
Sri Lanka|Ceylon; Sri Lankan|Sri Lankans; Colombo; سريلانكا|سري لانكا; سريلانكي; كولومبو
Sudan|the Sudan; Sudanese; Khartoum; السودان; سوداني; الخرطوم
Suriname; Surinamese; Paramaribo; سورينام; سورينامي; باراماريبو
Sweden; Swedish|Swede|Swedes; Stockholm; السويد; سويدي; ستوكهولم
Switzerland; Swiss; Bern|Berne; سويسرا; سويسري; برن
Syria|Syrian Arab Republic; Syrian|Syrians; Damascus; سوريا|سورية; سوري; دمشق
Taiwan; Taiwanese; Taipei; تايوان; تايواني; تايبيه|تايبه
Tajikistan; Tajik|Tajiks; Dushanbe; طاجيكستان; طاجيكي|طاجيك; دوشنبه
Tanzania; Tanzanian|Tanzanians; Dodoma|Dar es Salaam; تنزانيا; تنزاني; دودوما|دار السلام
Thailand; Thai|Thais; Bangkok; تايلاند|تايلند; تايلاندي; بانكوك
Togo; Togolese; Lome; توغو; توغولي; لومي
Tonga; Tongan|Tongans; Nuku'alofa; تونغا; تونغي; نوكوالوفا
Trinidad and Tobago|Trinidad; Trinidadian|Trinidadians; Port of Spain; ترينيداد وتوباغو|ترينيداد; ترينيدادي; بورت أوف سبين
Tunisia; Tunisian|Tunisians; Tunis; تونس; تونسي|توانسة;
Turkey|Turkiye; Turkish|Turk|Turks; Ankara; تركيا; تركي|أتراك|الأتراك; أنقرة
Turkmenistan; Turkmen|Turkmens; Ashgabat; تركمانستان; تركماني|تركمان; عشق آباد|عشق أباد
Tuvalu; Tuvaluan|Tuvaluans; Funafuti; توفالو; توفالي; فونافوتي
Uganda; Ugandan|Ugandans; Kampala; أوغندا; أوغندي; كمبالا
Ukraine|the Ukraine; Ukrainian|Ukrainians; Kyiv|Kiev; أوكرانيا; أوكراني; كييف
United Arab Emirates|UAE|Emirates|the Emirates; Emirati|Emiratis; Abu Dhabi; الإمارات|الإمارات العربية المتحدة; إماراتي; أبوظبي|أبو ظبي
United Kingdom|UK|U.K|Britain|Great Britain; British|Briton|Britons; London; المملكة المتحدة|بريطانيا; بريطاني; لندن
England; English|Englishman|Englishmen; ; إنجلترا|إنكلترا; إنجليزي|إنكليزي|إنجليز|الإنجليز;
Scotland; Scottish|Scot|Scots; Edinburgh; اسكتلندا|إسكتلندا; اسكتلندي|إسكتلندي; إدنبرة
Wales; Welsh|Welshman|Welshmen; Cardiff; ويلز; ويلزي; كارديف
United States|United States of America|USA|U.S.A|US|the US|America; American|Americans; Washington; الولايات المتحدة|الولايات المتحدة الأمريكية|الولايات المتحدة الأميركية|أمريكا|أميركا; أمريكي|أميركي|أمريكان|أميركان|الأمريكان; واشنطن
Uruguay; Uruguayan|Uruguayans; Montevideo; أوروغواي|الأوروغواي; أوروغوياني; مونتيفيديو
Uzbekistan; Uzbek|Uzbeks; Tashkent; أوزبكستان; أوزبكي|أوزبك; طشقند
Vanuatu; Vanuatuan|Ni-Vanuatu; Port Vila; فانواتو; فانواتي; بورت فيلا
Vatican|Vatican City|Holy See; ; ; الفاتيكان|الكرسي الرسولي; فاتيكاني;
Venezuela; Venezuelan|Venezuelans; Caracas; فنزويلا; فنزويلي; كاراكاس
Vietnam|Viet Nam; Vietnamese; Hanoi; فيتنام|فييتنام; فيتنامي|فييتنامي; هانوي
Western Sahara; Sahrawi|Sahrawis; Laayoune; الصحراء الغربية; صحراوي; العيون
Yemen; Yemeni|Yemenis; Sanaa|Sana'a; اليمن; يمني; صنعاء
Zambia; Zambian|Zambians; Lusaka; زامبيا; زامبي; لوساكا
Zimbabwe; Zimbabwean|Zimbabweans; Harare; زيمبابوي|زمبابوي; زيمبابويي; هراري";
