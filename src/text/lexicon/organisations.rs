//! Organisations that the news names. A row is one of them: English names, then Arabic ones behind `;`; `|` parts alternatives.

pub(super) const ORGANISATIONS: &str = "\
United Nations|UN|U.N; الأمم المتحدة
UN Security Council|Security Council|UNSC; مجلس الأمن|مجلس الأمن الدولي
UN General Assembly|General Assembly|UNGA; الجمعية العامة|الجمعية العامة للأمم المتحدة
UN Human Rights Council|Human Rights Council|UNHRC; مجلس حقوق الإنسان
Economic and Social Council|ECOSOC; المجلس الاقتصادي والاجتماعي
International Court of Justice|ICJ|World Court; محكمة العدل الدولية
International Criminal Court|ICC; المحكمة الجنائية الدولية
UNICEF|UN Children's Fund; اليونيسف|يونيسف|اليونيسيف|منظمة الأمم المتحدة للطفولة
UNESCO; اليونسكو|يونسكو|منظمة الأمم المتحدة للتربية والعلم والثقافة
UNIDO|UN Industrial Development Organization; اليونيدو|يونيدو
UNHCR|UN Refugee Agency|UN High Commissioner for Refugees; مفوضية اللاجئين|المفوضية السامية للأمم المتحدة لشؤون اللاجئين|مفوضية الأمم المتحدة لشؤون اللاجئين
OHCHR|UN Human Rights Office|Office of the High Commissioner for Human Rights; مفوضية حقوق الإنسان|المفوضية السامية لحقوق الإنسان|مكتب حقوق الإنسان
UNRWA; الأونروا|أونروا
OCHA|Office for the Coordination of Humanitarian Affairs; أوتشا|الأوتشا|مكتب تنسيق الشؤون الإنسانية
UNDP|UN Development Programme; برنامج الأمم المتحدة الإنمائي
UNEP|UN Environment Programme; برنامج الأمم المتحدة للبيئة
UNODC|UN Office on Drugs and Crime; مكتب الأمم المتحدة المعني بالمخدرات والجريمة
UNFPA|UN Population Fund; صندوق الأمم المتحدة للسكان
UNAIDS; برنامج الأمم المتحدة المشترك لمكافحة الإيدز
UN Women; هيئة الأمم المتحدة للمرأة
UNIFIL; اليونيفيل|يونيفيل
UNCTAD; الأونكتاد|أونكتاد
World Food Programme|WFP; برنامج الأغذية العالمي|برنامج الغذاء العالمي
Food and Agriculture Organization|FAO; الفاو|فاو|منظمة الأغذية والزراعة
World Health Organization|the WHO|WHO; منظمة الصحة العالمية
International Labour Organization|ILO; منظمة العمل الدولية
International Organization for Migration|IOM; المنظمة الدولية للهجرة|منظمة الهجرة الدولية
International Atomic Energy Agency|IAEA; الوكالة الدولية للطاقة الذرية
World Meteorological Organization|WMO; المنظمة العالمية للأرصاد الجوية
International Monetary Fund|IMF; صندوق النقد الدولي
World Bank|the World Bank; البنك الدولي
World Trade Organization|WTO; منظمة التجارة العالمية
World Economic Forum|WEF; المنتدى الاقتصادي العالمي
Interpol; الإنتربول|إنتربول
Europol; اليوروبول|يوروبول
Eurojust; يوروجست
Frontex; فرونتكس
Eurostat; يوروستات
European Union|EU|E.U; الاتحاد الأوروبي|الإتحاد الأوروبي
European Commission; المفوضية الأوروبية
European Parliament; البرلمان الأوروبي
European Council; المجلس الأوروبي
Council of Europe; مجلس أوروبا
European Central Bank|ECB; البنك المركزي الأوروبي
African Union|AU; الاتحاد الأفريقي|الاتحاد الإفريقي
African Development Bank; البنك الأفريقي للتنمية
ECOWAS; إيكواس|الإيكواس
IGAD; إيغاد|الإيغاد
Arab League|League of Arab States; جامعة الدول العربية|الجامعة العربية
Gulf Cooperation Council|GCC; مجلس التعاون الخليجي|مجلس التعاون لدول الخليج العربية
Organisation of Islamic Cooperation|OIC; منظمة التعاون الإسلامي
ASEAN; آسيان|رابطة دول جنوب شرق آسيا
NATO; الناتو|ناتو|حلف شمال الأطلسي|حلف الناتو
OSCE; منظمة الأمن والتعاون في أوروبا
OECD; منظمة التعاون الاقتصادي والتنمية
OPEC; أوبك
OPCW; منظمة حظر الأسلحة الكيميائية
G7|Group of Seven; مجموعة السبع
G20|Group of Twenty; مجموعة العشرين
BRICS; بريكس
Red Cross|ICRC|International Committee of the Red Cross; الصليب الأحمر|اللجنة الدولية للصليب الأحمر
Red Crescent; الهلال الأحمر
Medecins Sans Frontieres|Doctors Without Borders|MSF; أطباء بلا حدود
Reporters Without Borders|RSF; مراسلون بلا حدود
Amnesty International|Amnesty; منظمة العفو الدولية|العفو الدولية|أمنستي
Human Rights Watch|HRW; هيومن رايتس ووتش
Save the Children; أنقذوا الأطفال
Oxfam; أوكسفام
Greenpeace; غرينبيس
FIFA; الفيفا|فيفا
UEFA; اليويفا|يويفا
International Olympic Committee|IOC; اللجنة الأولمبية الدولية
Hamas; حماس
Fatah; فتح|حركة فتح
Islamic Jihad; الجهاد الإسلامي|حركة الجهاد الإسلامي
Hezbollah|Hizbullah|Hizbollah; حزب الله
Houthis|Houthi|Ansar Allah; الحوثيون|الحوثيين|الحوثي|أنصار الله
Taliban; طالبان|حركة طالبان
Al-Qaeda|Al Qaeda|al-Qaida; تنظيم القاعدة
Islamic State|ISIS|ISIL|Daesh; داعش|تنظيم الدولة|تنظيم الدولة الإسلامية|الدولة الإسلامية
Boko Haram; بوكو حرام
Al-Shabab|al-Shabaab; حركة الشباب
Muslim Brotherhood; الإخوان المسلمون|الإخوان المسلمين|جماعة الإخوان
Palestinian Authority; السلطة الفلسطينية|السلطة الوطنية الفلسطينية
Palestine Liberation Organization|PLO; منظمة التحرير الفلسطينية|منظمة التحرير
Rapid Support Forces; قوات الدعم السريع|الدعم السريع
Syrian Democratic Forces|SDF; قوات سوريا الديمقراطية|قسد
White House; البيت الأبيض
Pentagon; البنتاغون|البنتاجون
State Department; الخارجية الأمريكية|الخارجية الأميركية|وزارة الخارجية الأمريكية
Congress|US Congress; الكونغرس|الكونجرس
Senate|US Senate; مجلس الشيوخ
House of Representatives; مجلس النواب
House of Commons; مجلس العموم
House of Lords; مجلس اللوردات
Knesset; الكنيست
Bundestag; البوندستاغ|البوندستاج
Kremlin; الكرملين
Downing Street; داونينغ ستريت
CIA; السي آي إيه|وكالة المخابرات المركزية|وكالة الاستخبارات المركزية
FBI; مكتب التحقيقات الفيدرالي|مكتب التحقيقات الاتحادي|إف بي آي
Mossad; الموساد
Shin Bet; الشاباك|شاباك
MI5; إم آي 5
MI6; إم آي 6
NASA; ناسا
Associated Press|AP; أسوشيتد برس|أسوشييتد برس
Reuters; رويترز
Agence France-Presse|AFP; فرانس برس
BBC; بي بي سي
CNN; سي إن إن
Al Jazeera; الجزيرة";
