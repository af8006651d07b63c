"""The test reports: what is spoken (speaker, words), and the page that was published with it.

Original texts. Their sentences never go into training, nor do their voices (samples.HELD_OUT). Each page is as
such pages are: furniture lines, the headline twice, numbers as digits, sentences that were never spoken, one
reworded, one moved; and the recording has an introduction and a sign-off that the page has not.
"""

REPORTS = {
"en-council": dict(lang="en", voices={"host": ("en-us+f2", 158, 52), "reporter": ("en-us+m4", 152, 48), "official": ("en+Michael", 146, 40)}, spoken=[
("host", "This is United Nations Radio and here is the news from New York."),
("host", "The Security Council met on Wednesday to discuss how to keep weapons away from terrorists."),
("host", "John Carter has more on this story."),
("reporter", "Officials from the Counter Terrorism Office told the Council that the threat is not over."),
("reporter", "The Council adopted resolution two thousand three hundred and seventy after a long debate."),
("reporter", "It asked all states to stop the illegal trade in small arms and light weapons."),
("official", "Terrorists must not obtain nuclear or chemical weapons, because the danger to all people is real."),
("official", "We need strong laws, safe borders and better cooperation between nations."),
("reporter", "Mr Khan said that ninety two countries have signed the treaty."),
("reporter", "He also warned that the dark internet and new technology make the work of the police more difficult."),
("reporter", "Interpol asked every government to share information about illegal explosives."),
("reporter", "In January the committee will visit five countries in West Africa to help strengthen the police."),
("official", "No country can face this threat without a strong partner."),
("reporter", "From New York, this is John Carter for United Nations Radio."),
], page="""Global perspective Human stories

Keeping weapons out of the hands of terrorists at the centre of Council debate

Keeping weapons out of the hands of terrorists at the centre of Council debate

Download

The Security Council met on Wednesday to discuss how to keep weapons away from terrorists.

Resolution 2370 is the first text of the Council that deals only with this question.

John Carter has more:

Officials from the Counter Terrorism Office told the Council that the threat is not over.

The Council adopted resolution 2370 after a long debate. It asked all states to stop the illegal trade in small arms and light weapons.

In January the committee will visit 5 countries in West Africa to help strengthen the police.

Jehangir Khan, who heads the office, put it in these words:

"Terrorists must not obtain nuclear or chemical weapons, because the danger to all people is real. We need strong laws, safe borders and better cooperation between nations."

image
According to Mr Khan, the treaty has now been signed by 92 countries.

He also warned that the dark internet and new technology make the work of the police more difficult.

Interpol asked every government to share information about illegal explosives. Its databases hold the serial numbers of more than a million lost firearms.

"No country can face this threat without a strong partner."

Photo credit
"""),
"en-drought": dict(lang="en", voices={"host": ("en+Michael", 156, 46), "reporter": ("en+Andrea", 150, 50), "mother": ("en-us+f2", 144, 58), "official": ("en-us+m4", 160, 44)}, spoken=[
("host", "Here is United Nations Radio with a report on the drought in the Horn of Africa."),
("host", "More than four million people have no clean water, and the harvest is lost."),
("host", "Our reporter Amina Hassan visited a camp in Somalia."),
("reporter", "The road to the camp is long and the heat is terrible."),
("reporter", "Almost sixty thousand people came here during the last three months."),
("reporter", "Most of them are women and children who left their villages at night."),
("mother", "I came here with my four children after the rain did not come."),
("mother", "We had no food, and my young boy was very sick."),
("reporter", "A doctor at the clinic told me that cholera is now the first concern."),
("reporter", "The World Health Organization has sent vaccines and medicine for eighteen hospitals."),
("reporter", "The World Food Programme needs two hundred and fifty million dollars before the end of the year."),
("reporter", "Last week only seven trucks arrived from Nairobi."),
("official", "If we work quickly, we can still save many lives, said David Miller, the humanitarian coordinator."),
("reporter", "There will be no rain before October."),
("reporter", "Amina Hassan reported from Somalia for United Nations Radio."),
], page="""Humanitarian aid

Drought in the Horn of Africa: "my young boy was very sick"

Drought in the Horn of Africa: "my young boy was very sick"

Download

More than 4 million people have no clean water, and the harvest is lost.

The drought is the worst in forty years, according to regional forecasters.

Amina Hassan's report from a camp in Somalia:

The road to the camp is long and the heat is terrible. Almost 60,000 people came here during the last 3 months. Most of them are women and children who left their villages at night.

There will be no rain before October.

"I came here with my 4 children after the rain did not come. We had no food, and my young boy was very sick."

image
Cholera has become the main worry, a doctor at the clinic said.

The World Health Organization has sent vaccines and medicine for 18 hospitals. The World Food Programme needs 250 million dollars before the end of the year.

Donors have covered less than a fifth of that sum so far.

Last week only 7 trucks arrived from Nairobi.

"If we work quickly, we can still save many lives," said David Miller, the humanitarian coordinator.

Photo credit
"""),
"en-election": dict(lang="en", voices={"host": ("en-us+Andrea", 154, 55), "reporter": ("en+m4", 158, 42), "voter": ("en+f2", 148, 50)}, spoken=[
("host", "This morning on United Nations Radio we talk about peace and elections in Libya."),
("host", "The special envoy told the Security Council that the ceasefire is still in danger."),
("host", "He said that voters in Tripoli want free and fair elections before December."),
("host", "Daniel Khan has the story."),
("reporter", "It was a long night for the people of the capital."),
("reporter", "Three explosives destroyed a house near the airport, and eleven people were injured."),
("reporter", "The army denied any role in the attack."),
("reporter", "In the market, many families said that they are hungry for peace."),
("voter", "We do not want a new war, we want schools, jobs and light for our homes."),
("voter", "My father was a teacher and I will vote for the first time this year."),
("reporter", "The European Union promised thirty five million dollars for the election."),
("reporter", "The African Union will send experts to every region."),
("reporter", "But food prices are rising, and fuel is only delivered on Monday."),
("reporter", "Women are a third of the voters, said Fatima Saleh, a member of the peace committee."),
("reporter", "According to the mission, one and a half million people will vote in two thousand and twenty six."),
("reporter", "Daniel Khan, United Nations Radio, Tripoli."),
], page="""Peace and security

Libya: voters want "schools, jobs and light" before the end of the year

Libya: voters want "schools, jobs and light" before the end of the year

Download

The special envoy told the Security Council that the ceasefire is still in danger. He said that voters in Tripoli want free and fair elections before December.

Daniel Khan has the story:

It was a long night for the people of the capital. 3 explosives destroyed a house near the airport, and 11 people were injured.

No group has claimed responsibility.

The army denied any role in the attack.

image
Many families in the market told us of their hunger for peace.

"We do not want a new war, we want schools, jobs and light for our homes. My father was a teacher and I will vote for the first time this year."

But food prices are rising, and fuel is only delivered on Monday.

The European Union promised 35 million dollars for the election. The African Union will send experts to every region.

Women are a third of the voters, said Fatima Saleh, a member of the peace committee.

Registration closes in the autumn.

According to the mission, 1.5 million people will vote in 2026.

Photo credit
"""),
"ar-council": dict(lang="ar", voices={"host": ("ar+f2", 152, 50), "reporter": ("ar+m4", 150, 46), "official": ("ar+Michael", 145, 40), "second": ("ar+m4", 158, 34)}, spoken=[
("host", "هنا إذاعة الأمم المتحدة وهذا تقرير من نيويورك."),
("host", "ناقش مجلس الأمن اليوم منع وصول الأسلحة إلى الإرهابيين."),
("host", "التفاصيل في تقرير مي يعقوب."),
("reporter", "اعتمد المجلس القرار ألفين وثلاثمئة وسبعين بعد نقاش طويل."),
("reporter", "وقال السيد جيهانغير خان إن هذا التهديد لا يزال خطيرا جدا."),
("official", "يجب أن نعمل معا من أجل وقف التهريب على الحدود."),
("official", "لا يمكن أن ينتظر العالم هجوم جديد حتى يبدأ العمل."),
("reporter", "وأضاف أن شبكة الإنترنت المظلمة مصدر قلق للدول."),
("reporter", "القرار يدعو الدول إلى تبادل المعلومات وحماية مخزونات الأسلحة."),
("reporter", "وأكد يوري فيدوتوف أن الاتجار بالمخدرات جزء من المشكلة."),
("second", "نحن بحاجة إلى قوانين واضحة ودعم الشرطة في كل بلد."),
("reporter", "وفي جلسة أخرى طلب المجلس من اللجنة تقرير جديد قبل نهاية العام."),
("reporter", "منظمة الشرطة الدولية قدمت إحاطة عن أسلحة الدمار الشامل."),
("reporter", "مي يعقوب من مجلس الأمن في نيويورك، إذاعة الأمم المتحدة."),
], page="""منظور عالمي قصص إنسانية

مجلس الأمن يناقش قطع طريق السلاح على الإرهابيين

مجلس الأمن يناقش قطع طريق السلاح على الإرهابيين

تنزيل

ناقش مجلس الأمن اليوم منع وصول الأسلحة إلى الإرهابيين.

ويعد القرار 2370 أول قرار للمجلس يخصص لهذه المسألة وحدها.

المزيد من التفاصيل في تقرير مي يعقوب:

اعتمد المجلس القرار 2370 بعد نقاش طويل. وقال السيد جيهانغير خان إن هذا التهديد لا يزال خطيرا جدا:

"يجب أن نعمل معا من أجل وقف التهريب على الحدود. لا يمكن أن ينتظر العالم هجوم جديد حتى يبدأ العمل."

منظمة الشرطة الدولية قدمت إحاطة عن أسلحة الدمار الشامل.

image
وأشار إلى أن القلق يتزايد بين الدول بسبب شبكة الإنترنت المظلمة.

القرار يدعو الدول إلى تبادل المعلومات وحماية مخزونات الأسلحة. ويطلب منها أيضا وسم القطع وتسجيلها.

وأكد يوري فيدوتوف أن الاتجار بالمخدرات جزء من المشكلة:

"نحن بحاجة إلى قوانين واضحة ودعم الشرطة في كل بلد."

وفي جلسة أخرى طلب المجلس من اللجنة تقرير جديد قبل نهاية العام.

مصدر الصورة
"""),
"ar-yemen": dict(lang="ar", voices={"host": ("ar+Michael", 150, 46), "reporter": ("ar+Andrea", 148, 50), "mother": ("ar+f2", 142, 56), "official": ("ar+m4", 156, 44)}, spoken=[
("host", "هنا إذاعة الأمم المتحدة وهذه الأخبار من اليمن."),
("host", "أكثر من أربعة ملايين من الأطفال والنساء بحاجة إلى الغذاء."),
("host", "المزيد من التفاصيل مع أمينة حسن."),
("reporter", "وصلت صباح اليوم قافلة من سبعين شاحنة إلى العاصمة."),
("reporter", "أرسلت منظمة الصحة العالمية الدواء إلى كل المستشفيات في المنطقة الشرقية."),
("mother", "ليس لدينا ماء، والأطفال بلا دواء منذ شهر."),
("mother", "نريد سلام الآن ونحن نعمل من أجل المستقبل."),
("reporter", "وقال طبيب في المستشفى إن الكوليرا عادت إلى المدينة."),
("reporter", "ارتفع عدد المرضى إلى تسعمئة وخمسين خلال أسبوع."),
("reporter", "كما أن الوقود قليل والماء بعيد عن القرية."),
("reporter", "الأمم المتحدة بحاجة إلى ثلاثمئة مليون دولار لدعم النازحين."),
("official", "إذا وصلت المساعدات قبل نهاية الشهر، يمكن وقف المجاعة."),
("reporter", "هذا ما ذكره المنسق سالم خليل في جنيف أمس."),
("reporter", "ولا تزال الأسر في الخيام أمام المطار دون غذاء أو مدرسة."),
("reporter", "أمينة حسن، إذاعة الأمم المتحدة، اليمن."),
], page="""مساعدات إنسانية

اليمن: قافلة تصل إلى العاصمة والكوليرا تعود إلى المدينة

اليمن: قافلة تصل إلى العاصمة والكوليرا تعود إلى المدينة

تنزيل

أكثر من 4 ملايين من الأطفال والنساء بحاجة إلى الغذاء.

وتقول المنظمات إن الأسعار تضاعفت منذ مطلع السنة.

المزيد من التفاصيل في تقرير أمينة حسن:

وصلت صباح اليوم قافلة من 70 شاحنة إلى العاصمة. أرسلت منظمة الصحة العالمية الدواء إلى كل المستشفيات في المنطقة الشرقية.

ولا تزال الأسر في الخيام أمام المطار دون غذاء أو مدرسة.

"ليس لدينا ماء، والأطفال بلا دواء منذ شهر. نريد سلام الآن ونحن نعمل من أجل المستقبل."

image
وعادت الكوليرا إلى المدينة بحسب طبيب في المستشفى.

ارتفع عدد المرضى إلى 950 خلال أسبوع. كما أن الوقود قليل والماء بعيد عن القرية.

الأمم المتحدة بحاجة إلى 300 مليون دولار لدعم النازحين. ولم يصل من هذا المبلغ سوى الخمس.

"إذا وصلت المساعدات قبل نهاية الشهر، يمكن وقف المجاعة."

هذا ما ذكره المنسق سالم خليل في جنيف أمس.

مصدر الصورة
"""),
"ar-election": dict(lang="ar", voices={"host": ("ar+Andrea", 150, 55), "reporter": ("ar+m4", 152, 42), "voter": ("ar+f2", 146, 50)}, spoken=[
("host", "من نيويورك هنا الإذاعة، وهذا تقرير عن الانتخابات في ليبيا."),
("host", "زار المبعوث الخاص طرابلس يوم الاثنين لدعم الانتخابات والعدالة."),
("host", "التقرير مع سالم خليل."),
("reporter", "بدأ التصويت في الصباح، وكانت القوات أمام كل مدرسة."),
("reporter", "شارك في الانتخابات نحو مليون من الشباب والنساء."),
("voter", "هذا يوم تاريخي، نعم، نحن هنا من أجل الحرية."),
("voter", "نريد حكومة جديدة تعمل لحماية كل الناس."),
("reporter", "وكانت هناك مشكلة كبيرة، حيث قتل سائق خلال هجوم على شاحنة."),
("reporter", "أدان الأمين العام أنطونيو غوتيريش هذا الهجوم ودعا الشعب إلى السلام."),
("reporter", "وقال إن الحل ليس عسكري، ولكن سياسي."),
("reporter", "ارتفعت نسبة التصويت مساء أمس إلى ستة وستين في المئة."),
("reporter", "وأضافت اللجنة أن النتائج الأولى ستكون يوم الأحد."),
("reporter", "الأسر في القرية تحتاج إلى الماء والدواء، وهناك خوف من الجفاف."),
("reporter", "يبحث مجلس الأمن هذه النتائج في جلسة عاجلة الأسبوع المقبل."),
("reporter", "سالم خليل من طرابلس، إذاعة الأمم المتحدة."),
], page="""السلم والأمن

ليبيا: يوم تاريخي أمام المدارس

ليبيا: يوم تاريخي أمام المدارس

تنزيل

زار المبعوث الخاص طرابلس يوم الاثنين لدعم الانتخابات والعدالة.

وجرى التصويت في أكثر من ثلاثين دائرة.

المزيد من التفاصيل في تقرير سالم خليل:

بدأ التصويت في الصباح، وكانت القوات أمام كل مدرسة. شارك في الانتخابات نحو مليون من الشباب والنساء.

"هذا يوم تاريخي، نعم، نحن هنا من أجل الحرية. نريد حكومة جديدة تعمل لحماية كل الناس."

وأضافت اللجنة أن النتائج الأولى ستكون يوم الأحد.

image
وكانت هناك مشكلة كبيرة، حيث قتل سائق خلال هجوم على شاحنة.

أدان الأمين العام أنطونيو غوتيريش هذا الهجوم ودعا الشعب إلى السلام. وقال إن الحل ليس عسكري، ولكن سياسي.

وبلغت نسبة التصويت 66 في المئة حتى مساء أمس.

الأسر في القرية تحتاج إلى الماء والدواء، وهناك خوف من الجفاف. ولم تسقط الأمطار منذ الربيع.

يبحث مجلس الأمن هذه النتائج في جلسة عاجلة الأسبوع المقبل.

مصدر الصورة
"""),
}
