//! More forms of the same that an editor would not call a change: contractions and questions, abbreviations, temperatures, times, money
//! and measures, spellings of Arabic words and of foreign names.

/// Printed and said: no difference.
pub(super) const QUIET: &str = "\
It cost 3.2 million dollars to build. | It cost $3.2 million to build.
It cost $3.2 million to build. | It cost 3.2 million dollars to build.
The low was -5C in the town. | The low was minus five degrees in the town.
The low was -5C in the town. | The low was minus five in the town.
The low was −5 °C in the town. | The low was minus five degrees Celsius in the town.
The low was -12°F in the town. | The low was minus twelve degrees Fahrenheit in the town.
The low was -12F in the town. | The low was twelve below zero in the town.
The low was minus 5C in the town. | The low was minus five degrees in the town.
It fell to -5C at night. | It fell to negative five degrees at night.
Won't they come to the talks? | Will they not come to the talks?
Didn't he sign the paper? | Did he not sign the paper?
Isn't it too late now? | Is it not too late now?
Aren't these the men? | Are these not the men?
Can't you see the smoke? | Can you not see the smoke?
Couldn't the army stop it? | Could the army not stop it?
Why don't we leave today? | Why do we not leave today?
Hasn't the minister resigned? | Has the minister not resigned?
Wasn't there a warning? | Was there not a warning?
The US envoy spoke first. | The American envoy spoke first.
The U.S. envoy spoke first. | The American envoy spoke first.
The American envoy spoke first. | The US envoy spoke first.
The UK government fell. | The British government fell.
The UAE minister came. | The Emirati minister came.
He lives in the US now. | He lives in America now.
He lives in the USA now. | He lives in the United States now.
The UN envoy spoke first. | The U.N. envoy spoke first.
NATO troops are there now. | Nato troops are there now.
The NHS said so again. | The N.H.S. said so again.
Mr. Cole and Mrs. Reed came. | Mister Cole and Missus Reed came.
The p.m. spoke at 3 p.m. today. | The PM spoke at three pm today.
He's seen it before. | He has seen it before.
I'd have gone there. | I would have gone there.
They should've stayed home. | They should have stayed home.
She shouldn't've gone there. | She should not have gone there.
Who's there at the gate? | Who is there at the gate?
What's happened in the city? | What has happened in the city?
How'd they find the man? | How did they find the man?
That'll be enough for them. | That will be enough for them.
There'll be no vote today. | There will be no vote today.
Let's go home now. | Let us go home now.
Y'all are welcome there. | You all are welcome there.
He ain't going there. | He is not going there.
'Twas a quiet night. | It was a quiet night.
They cannot leave now. | They can not leave now.
The 21st victim was found. | The twenty-first victim was found.
In the 60s it was free. | In the sixties it was free.
In the '60s it was free. | In the nineteen sixties it was free.
He was born in 1905 there. | He was born in nineteen oh five there.
He was born in 1905 there. | He was born in nineteen hundred and five there.
It was founded in 1066 there. | It was founded in ten sixty-six there.
It will end in 2030 there. | It will end in twenty thirty there.
The 1.5C limit was missed. | The one point five degree limit was missed.
The 1.5C limit was missed. | The one and a half degrees limit was missed.
It costs €3.50 a litre. | It costs three euros fifty a litre.
It costs $1.20 a litre. | It costs one dollar twenty a litre.
It costs £20 a day. | It costs twenty quid a day.
It costs 20p a day. | It costs twenty pence a day.
It costs 20c a day. | It costs twenty cents a day.
It costs US$5m a year. | It costs five million US dollars a year.
It costs ¥500 a day. | It costs five hundred yen a day.
It rose by 0.25% today. | It rose by a quarter of a percent today.
It rose by 0.5% today. | It rose by half a percent today.
It rose by 50% today. | It rose by half today.
It is 100m from the gate. | It is a hundred metres from the gate.
It is 6ft 2in tall. | It is six foot two inches tall.
It weighs 5kg now. | It weighs five kilos now.
It flew at 500km/h there. | It flew at five hundred kilometres per hour there.
It uses 50MW of power. | It uses fifty megawatts of power.
It covers 5 sq km now. | It covers five square kilometres now.
A 9mm pistol was found. | A nine millimetre pistol was found.
About 1m people fled south. | About one million people fled south.
About 12,000 people fled. | About twelve thousand people fled.
Some 30-40 people fled. | Some thirty or forty people fled.
A three-year ban was set. | A 3-year ban was set.
The 12th-century church fell. | The twelfth century church fell.
Flight MH17 was hit. | Flight MH seventeen was hit.
World War II ended. | World War Two ended.
Pope Leo XIV spoke. | Pope Leo the Fourteenth spoke.
Covid-19 is back again. | COVID nineteen is back again.
The No 2 man left. | The number two man left.
It ran on Fri 3 Mar this year. | It ran on Friday the third of March this year.
It ran 9am-5pm this year. | It ran nine am to five pm this year.
It ran 9-5 this year. | It ran nine to five this year.
The plane took off at 14:05 today. | The plane took off at five past two today.
The plane took off at 14:05 today. | The plane took off at fourteen oh five today.
The WHO warned of it. | The World Health Organization warned of it.
The ICC judge left. | The International Criminal Court judge left.
No one was hurt there. | Nobody was hurt there.
It's not a crime. | It isn't a crime.
They're not leaving. | They aren't leaving.
He'll not leave them. | He won't leave them.
She'd not seen it. | She hadn't seen it.
He would not go. | He wouldn't go.
You needn't go in. | You need not go in.
Kiev's mayor was there. | Kyiv's mayor was there.
The Beijing talks failed. | The Peking talks failed.
The towns' people left. | The townspeople left.
The email was sent. | The e-mail was sent.
The decision-makers left. | The decision makers left.
The anti-war march began. | The antiwar march began.
The percentage is 5 per cent. | The percentage is 5%.
The children's home burned. | The childrens home burned.
The program's organiser left. | The programme's organizer left.
He spoke to the Guardian. | He spoke to the guardian.
The 3-D film was shown. | The 3D film was shown.
It was on Route 66 there. | It was on Route sixty-six there.
Add 1½ cups of water. | Add one and a half cups of water.
He has 2,5 million in it. | He has two point five million in it.
It is 4x4 cars only. | It is four by four cars only.
It is 30x faster now. | It is thirty times faster now.
It has a 5G network. | It has a five G network.
A&E was closed today. | A and E was closed today.
The R&D unit closed. | The R and D unit closed.
The cost is approx. £5. | The cost is approximately five pounds.
The deal vs. Spain failed. | The deal versus Spain failed.
سوف يعود الوزير إلى القرية. | سيعود الوزير إلى القرية.
سيعود الوزير إلى القرية. | سوف يعود الوزير إلى القرية.
وسوف تبدأ المحادثات هناك. | وستبدأ المحادثات هناك.
سوف نرحل عن القرية. | سنرحل عن القرية.
سوف أعود إلى القرية. | سأعود إلى القرية.
سوف لن يعود الوزير إلى القرية. | لن يعود الوزير إلى القرية.
دمرت القرى في الهجوم. | دمرت القرا في الهجوم.
سقطت المئذنة في الهجوم. | سقطت المأذنة في الهجوم.
شاهد المستشفى في المدينة. | شاهد المستشفا في المدينة.
هذا شيء رائع جدا. | هذا شئ رائع جدا.
كان في الهيئة العامة هناك. | كان في الهيأة العامة هناك.
قال المسؤول إن الوضع صعب. | قال المسئول إن الوضع صعب.
قال إن المرأة بخير هناك. | قال إن المراة بخير هناك.
مسألة الحدود صعبة جدا. | مسئلة الحدود صعبة جدا.
رؤساء الدول في القمة هناك. | رئساء الدول في القمة هناك.
بدأوا العمل في القرية. | بدؤوا العمل في القرية.
قرأوا البيان أمام الناس. | قرءوا البيان أمام الناس.
جاءوا إلى القرية مساء. | جاؤوا إلى القرية مساء.
الإنتربول أصدر مذكرة بحقه. | الأنتربول أصدر مذكرة بحقه.
الإنترنت مقطوع في البلاد. | الأنترنت مقطوع في البلاد.
تلقى رسالة عبر الواتساب هناك. | تلقى رسالة عبر الواتس اب هناك.
قال البنتاغون إن الوضع صعب. | قال البنتاجون إن الوضع صعب.
وصل غوتيريش إلى المدينة. | وصل جوتيريش إلى المدينة.
وصل نتنياهو إلى المدينة. | وصل نتانياهو إلى المدينة.
وصل زيلينسكي إلى المدينة. | وصل زلينسكي إلى المدينة.
وصل أردوغان إلى المدينة. | وصل إردوغان إلى المدينة.
سافر إلى سورية أمس. | سافر إلى سوريا أمس.
سافر إلى إيران أمس. | سافر إلى ايران أمس.
هذه إمرأة من القرية. | هذه امرأة من القرية.
قال إنّ الشدّة صعبة. | قال إن الشدة صعبة.
شكراً جزيلاً للجميع هناك. | شكرا جزيلا للجميع هناك.
غادر صباحًا إلى القرية. | غادر صباحا إلى القرية.
رأى رجلا في القرية. | رأى رجل في القرية.
هذه القريه بعيدة جدا. | هذه القرية بعيدة جدا.
وقال الوزير إن الوضع صعب. | قال الوزير إن الوضع صعب.
فقال الوزير إن الوضع صعب. | وقال الوزير إن الوضع صعب.
بلغت الحرارة -5 درجات هناك. | بلغت الحرارة خمس درجات تحت الصفر هناك.
بلغت الحرارة -5 درجات هناك. | بلغت الحرارة ناقص خمس درجات هناك.
بلغت الحرارة 40 مئوية هناك. | بلغت الحرارة أربعين درجة مئوية هناك.
بلغت الحرارة 40 درجة هناك. | بلغت الحرارة أربعين درجة هناك.
قتل شخصان في الهجوم. | قتل شخصين في الهجوم.
غرق زورقان في البحر. | غرق 2 زورق في البحر.
انتظر ساعتين في المدينة. | انتظر 2 ساعة في المدينة.
في الستينات كان هناك. | في الستينيات كان هناك.
ارتفع 5٪ هناك أمس. | ارتفع خمسة في المئة هناك أمس.
ارتفع 5٪ هناك أمس. | ارتفع خمسة بالمائة هناك أمس.
كلف 50 ألف ريال هناك. | كلف خمسين ألف ريال هناك.
ولد عام 1948 هناك. | ولد عام ألف وتسعمئة وثمانية وأربعين هناك.
حدث ذلك في كانون الأول هناك. | حدث ذلك في ديسمبر هناك.
وصل المبعوث الأمريكي إلى هناك. | وصل المبعوث الأميركي إلى هناك.
قال د. سامي ذلك هناك. | قال الدكتور سامي ذلك هناك.
قال ا. سامي ذلك هناك. | قال الأستاذ سامي ذلك هناك.
الحرب أوزارها هناك. | والحرب أوزارها هناك.
إسماعيل وصل إلى هناك. | اسماعيل وصل إلى هناك.
عبدالعزيز وصل إلى هناك. | عبد العزيز وصل إلى هناك.
ذهب إلى لوس أنجلوس أمس. | ذهب إلى لوس أنجليس أمس.
ذهب إلى واشنطن أمس. | ذهب إلى واشنطون أمس.
قال فيسبوك إن ذلك صعب. | قال فيس بوك إن ذلك صعب.
قال إن شركة ابل صعبة. | قال إن شركة آبل صعبة.
غادر بدون إذن أمس. | غادر من دون إذن أمس.
انفجر ما لا يقل عن 5 قنابل. | انفجر ما لا يقل عن خمس قنابل.
The low was 5 below zero in the town. | The low was minus five in the town.
The low was -5C, then 3C in the town. | The low was minus five, then three degrees in the town.
The low was between -5C and -2C there. | The low was between minus five and minus two degrees there.
They've never been there. | They have never been there.
The British government fell. | The UK government fell.
US officials left the town. | American officials left the town.
The London–Paris train left. | The London to Paris train left.
It ran from 2010-2015 there. | It ran from twenty ten to twenty fifteen there.
Don't they know of it? | Do they not know of it?
Do they not know of it? | Don't they know of it?
Haven't the police arrived? | Have the police not arrived?
He isn't there yet. | He's not there yet.
The EU-backed force left. | The European Union-backed force left.
في التسعينيات كان هناك. | في التسعينات كان هناك.
قال سوف يعود إلى القرية. | قال سيعود إلى القرية.
حدث ذلك بدون سبب هناك. | حدث ذلك دون سبب هناك.
اعتقل 12 شخصا هناك. | اعتقل اثني عشر شخصا هناك.
بلغت الحرارة 5 تحت الصفر هناك. | بلغت الحرارة ناقص خمسة هناك.
قال زيلنسكي إن الوضع صعب. | قال زيلينسكي إن الوضع صعب.
قال ماكرون إن الوضع صعب. | قال مكرون إن الوضع صعب.
سافر إلى كاليفورنيا أمس. | سافر إلى كليفورنيا أمس.
He met bin Laden in Sudan. | He met bin Ladin in Sudan.
A T-shirt was sold there. | A tee shirt was sold there.
وتقول المهندسة دانه رستم ذلك. | وتقول المهندسة دانا رستم ذلك.
قدم ملايين الدولارات هناك. | قدم ملاين الدولارات هناك.
She is ranked #3 in the world. | She is ranked number three in the world.
She is ranked number three in the world. | She is ranked #3 in the world.
Suspect #2 fled on foot. | Suspect number two fled on foot.
It was the #1 song of the year. | It was the number one song of the year.
It takes half a cup of sugar. | It takes 1/2 cup of sugar.
It takes ½ cup of sugar. | It takes half a cup of sugar.
It takes a half cup of sugar. | It takes half a cup of sugar.
It takes a quarter of a cup of sugar. | It takes 1/4 cup of sugar.
It takes 3/4 cup of sugar. | It takes three quarters of a cup of sugar.
He waited for half an hour there. | He waited for a half hour there.
The shop is 0.5 miles away from here. | The shop is half a mile away from here.
The shop is half a mile away from here. | The shop is 0.5 miles away from here.
It takes 1 1/2 cups of sugar. | It takes a cup and a half of sugar.
It takes 1.5 cups of sugar. | It takes one and a half cups of sugar.
He waited for thirty minutes there. | He waited for half an hour there.
He waited for half an hour there. | He waited for 30 minutes there.
He waited for 90 minutes there. | He waited for an hour and a half there.
He waited for 18 months there. | He waited for a year and a half there.
انتظر ثلاثين دقيقة هناك. | انتظر نصف ساعة هناك.
انتظر 90 دقيقة هناك. | انتظر ساعة ونصف هناك.
They are, y'know, tired of the war. | They are, you know, tired of the war.
They are yknow tired of the war. | They are you know tired of the war.
It was -5 in the town. | It was minus five degrees in the town.
It was minus five in the town. | It was -5 in the town.
US-led forces left the base. | American-led forces left the base.
American-led forces left the base. | US-led forces left the base.
The US and UK envoys left. | The American and British envoys left.
دفع خمسين ألفا لهم أمس. | دفع خمسين ألف لهم أمس.
دفع 50 ألف دينار أمس. | دفع خمسين ألفا دينار أمس.
دفع ألفا ومئتي دينار أمس. | دفع ألف ومئتي دينار أمس.
دفع ألفا دينار أمس. | دفع 2000 دينار أمس.
";
