//! Cities and regions that the news names and that are no capital. A row is one of them: English names, then Arabic ones behind `;`;
//! `|` parts alternatives.

pub(super) const CITIES: &str = "\
New York|New York City; نيويورك
Los Angeles; لوس أنجلوس|لوس أنجليس
San Francisco; سان فرانسيسكو
Chicago; شيكاغو
Boston; بوسطن
Houston; هيوستن
Miami; ميامي
Philadelphia; فيلادلفيا
Atlanta; أتلانتا
Detroit; ديترويت
Dallas; دالاس
Seattle; سياتل
Las Vegas; لاس فيغاس
California; كاليفورنيا
Texas; تكساس
Florida; فلوريدا
Alaska; ألاسكا
Hawaii; هاواي
Toronto; تورونتو
Montreal; مونتريال
Vancouver; فانكوفر
Quebec; كيبيك
Sao Paulo; ساو باولو
Rio de Janeiro; ريو دي جانيرو
Guadalajara; غوادالاخارا
Medellin; ميديلين
Geneva; جنيف
Zurich; زيورخ|زوريخ
Davos; دافوس
Manchester; مانشستر
Liverpool; ليفربول
Birmingham; برمنغهام
Glasgow; غلاسكو
Belfast; بلفاست
Leeds; ليدز
Oxford; أوكسفورد
Cambridge; كامبريدج
Hamburg; هامبورغ
Munich; ميونيخ|ميونخ
Frankfurt; فرانكفورت
Cologne; كولونيا
Stuttgart; شتوتغارت
Dresden; دريسدن
Leipzig; لايبزيغ
Dusseldorf; دوسلدورف
Bavaria; بافاريا
Marseille|Marseilles; مرسيليا|مارسيليا
Lyon|Lyons; ليون
Toulouse; تولوز
Bordeaux; بوردو
Strasbourg; ستراسبورغ
Lille; ليل الفرنسية
Barcelona; برشلونة
Seville; إشبيلية
Valencia; فالنسيا
Granada; غرناطة
Catalonia; كتالونيا|كاتالونيا
Milan; ميلانو
Naples; نابولي
Venice; البندقية
Turin; تورينو
Florence; فلورنسا
Palermo; باليرمو
Genoa; جنوى|جنوة
Sicily; صقلية
Sardinia; سردينيا
Lampedusa; لامبيدوزا
Porto; بورتو
Rotterdam; روتردام
Antwerp; أنتويرب
Bruges; بروج
Gothenburg; غوتنبرغ
Malmo; مالمو
Bergen; بيرغن
Krakow|Cracow; كراكوف
Gdansk; غدانسك
Salzburg; سالزبورغ
Thessaloniki|Salonika; سالونيك
Crete; كريت
Istanbul; إسطنبول|اسطنبول
Izmir; إزمير
Antalya; أنطاليا
Gaziantep; غازي عنتاب
Diyarbakir; ديار بكر
Saint Petersburg|St Petersburg; سان بطرسبرغ|بطرسبورغ
Crimea; القرم|شبه جزيرة القرم
Donetsk; دونيتسك
Luhansk; لوغانسك
Kharkiv|Kharkov; خاركيف
Odessa|Odesa; أوديسا
Mariupol; ماريوبول
Kherson; خيرسون
Lviv; لفيف
Zaporizhzhia; زابوريجيا
Chechnya; الشيشان
Nagorno-Karabakh; ناغورني قره باغ
Dubai; دبي
Sharjah; الشارقة
Jeddah; جدة
Mecca; مكة|مكة المكرمة
Medina; المدينة المنورة
Dammam; الدمام
Aden; عدن
Hodeidah|Hodeida; الحديدة
Taiz; تعز
Marib; مأرب
Saada; صعدة
Hadramawt; حضرموت
Basra; البصرة
Mosul; الموصل
Erbil; أربيل
Kirkuk; كركوك
Fallujah; الفلوجة
Tikrit; تكريت
Najaf; النجف
Karbala; كربلاء
Sulaymaniyah; السليمانية
Kurdistan; كردستان|إقليم كردستان
Aleppo; حلب
Homs; حمص
Hama; حماة
Idlib; إدلب
Raqqa; الرقة
Deir ez-Zor; دير الزور
Latakia; اللاذقية
Daraa; درعا
Kobani; كوباني
Afrin; عفرين
Tripoli of Lebanon; طرابلس اللبنانية
Sidon; صيدا
Tyre of Lebanon; مدينة صور
Baalbek; بعلبك
Gaza|the Gaza Strip|Gaza Strip; غزة|قطاع غزة
Rafah; رفح
Khan Younis|Khan Yunis; خان يونس|خانيونس
West Bank|the West Bank; الضفة الغربية
Hebron; الخليل
Nablus; نابلس
Jenin; جنين
Bethlehem; بيت لحم
Jericho; أريحا
Haifa; حيفا
Jaffa; يافا
Golan|the Golan Heights; الجولان|هضبة الجولان
Aqaba; العقبة
Zarqa; الزرقاء
Irbid; إربد
Alexandria; الإسكندرية
Suez; السويس
Ismailia; الإسماعيلية
Port Said; بورسعيد
Aswan; أسوان
Luxor; الأقصر
Sinai; سيناء|شبه جزيرة سيناء
Sharm el-Sheikh; شرم الشيخ
Benghazi; بنغازي
Misrata; مصراتة
Sirte; سرت
Derna; درنة
Darfur; دارفور
El Fasher|al-Fashir; الفاشر
Omdurman; أم درمان
Port Sudan; بورتسودان
Kordofan; كردفان
Oran; وهران
Constantine; قسنطينة
Casablanca; الدار البيضاء
Marrakesh|Marrakech; مراكش
Fez; فاس
Tangier; طنجة
Agadir; أغادير|أكادير
Sfax; صفاقس
Sousse; سوسة
Timbuktu; تمبكتو
Tigray; تيغراي|تيغري
Lagos; لاغوس
Kano; كانو
Mombasa; مومباسا
Goma; غوما
Johannesburg; جوهانسبرغ
Cape Town; كيب تاون
Durban; ديربان
Karachi; كراتشي
Lahore; لاهور
Peshawar; بيشاور
Kashmir; كشمير
Mumbai|Bombay; مومباي|بومباي
Kolkata|Calcutta; كولكاتا|كلكتا
Bangalore|Bengaluru; بنغالور
Kandahar; قندهار
Herat; هرات
Isfahan; أصفهان
Mashhad; مشهد الإيرانية
Tabriz; تبريز
Shanghai; شنغهاي
Wuhan; ووهان
Xinjiang; شينجيانغ
Tibet; التبت
Osaka; أوساكا
Hiroshima; هيروشيما
Fukushima; فوكوشيما
Busan; بوسان
Sydney; سيدني
Melbourne; ملبورن
Siberia; سيبيريا
Gibraltar; جبل طارق";
