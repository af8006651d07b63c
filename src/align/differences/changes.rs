//! More that an editor must be told: negations, opposites, names, numbers, dates and units of the kinds in which an article and its
//! reading were found to differ, and pairs that are near to what stays quiet (US and UK, £20 and twenty dollars).

/// Printed, said, and the kinds of which one must be told.
pub(super) const TOLD: &str = "\
The low was -5C in the town. | The low was five degrees in the town. | Number
The low was -5C in the town. | The low was minus nine degrees in the town. | Number
It is 35C in the city now. | It is thirty-five degrees Fahrenheit in the city now. | Number
It is 35F in the city now. | It is thirty-five degrees Celsius in the city now. | Number
Didn't he sign the paper? | Did he sign the paper? | Negation
Won't they come to the talks? | Will they come to the talks? | Negation
Isn't it too late now? | It is too late now? | Negation
The US envoy spoke first. | The British envoy spoke first. | Name
The US envoy spoke first. | The UK envoy spoke first. | Name
The US government fell. | The Russian government fell. | Name
He lives in the US now. | He lives in the UK now. | Name
The 22nd victim was found. | The twenty-first victim was found. | Number
In the 60s it was free. | In the seventies it was free. | Number
It will end in 2030 there. | It will end in twenty thirteen there. | Number
It costs $1.20 a litre. | It costs one dollar thirty a litre. | Number
It costs £20 a day. | It costs twenty dollars a day. | Number
It is 6ft tall now. | It is six metres tall now. | Opposite
About 12,000 people fled. | About twelve hundred people fled. | Number
A three-year ban was set. | A four-year ban was set. | Number
A two-storey house fell. | A three-storey house fell. | Number
The 19-year-old man fled. | The ninety-year-old man fled. | Number
The 12th-century church fell. | The thirteenth century church fell. | Number
The two-state plan is dead. | The one-state plan is dead. | Number
Twice as many came to it. | Three times as many came to it. | Number
They met twice in Rome. | They met three times in Rome. | Number
They met once in Rome. | They met twice in Rome. | Opposite
It fell on the first day. | It fell on the last day. | Number
It was a quarter of the crop. | It was three quarters of the crop. | Number
Flight MH17 was hit. | Flight MH seventy was hit. | Number
World War II ended. | World War One ended. | Number
The plane took off at 14:05 today. | The plane took off at fourteen fifteen today. | Number
It was Tuesday's vote. | It was Thursday's vote. | Date
It was in mid-June this year. | It was in mid-July this year. | Date
It was in late 2019 there. | It was in early 2019 there. | Opposite
The spring session began. | The autumn session began. | Opposite
The French envoy left. | The German envoy left. | Name
The Dutch envoy left. | The Danish envoy left. | Name
The Swedish bank closed. | The Swiss bank closed. | Name
She is Egyptian, he said. | She is Ethiopian, he said. | Name
The Taiwanese ship sank. | The Thai ship sank. | Name
Muslims came to pray. | Christians came to pray. | Name
He spoke Arabic there. | He spoke Aramaic there. | Name
The Pentagon said so. | The Kremlin said so. | Name
He met Hamas officials. | He met Hezbollah officials. | Name
The WHO warned of it. | The WTO warned of it. | Name
The FBI raided it. | The CIA raided it. | Name
The BBC reported it. | The CNN reported it. | Name
The deal was ratified. | The deal was rejected. | Opposite
The law was enacted. | The law was repealed. | Opposite
The troops were reinforced. | The troops were withdrawn. | Opposite
The firm hired staff. | The firm fired staff. | Opposite
Inflation slowed in May. | Inflation accelerated in May. | Opposite
The price doubled in May. | The price halved in May. | Opposite
The price doubled in May. | The price tripled in May. | Opposite
Demand strengthened in May. | Demand weakened in May. | Opposite
The ceasefire held in May. | The ceasefire collapsed in May. | Opposite
The strike began in May. | The strike ended in May. | Opposite
The border was sealed. | The border was reopened. | Opposite
He was convicted of it. | He was acquitted of it. | Opposite
He was jailed for it. | He was freed for it. | Opposite
He backed the plan. | He opposed the plan. | Opposite
He confirmed the plan. | He denied the plan. | Opposite
He remains in charge. | He resigned in charge. | Wording
It was a major step. | It was a minor step. | Opposite
It was a rare event. | It was a common event. | Opposite
It was a civilian plane. | It was a military plane. | Opposite
It was a legal sale. | It was an illegal sale. | Negation
It was an official visit. | It was an unofficial visit. | Negation
It was a known risk. | It was an unknown risk. | Negation
It was an armed group. | It was an unarmed group. | Negation
It was a stable state. | It was an unstable state. | Negation
It was a fair trial. | It was an unfair trial. | Negation
It was a sufficient sum. | It was an insufficient sum. | Negation
It was a sane act. | It was an insane act. | Negation
It was a typical act. | It was an atypical act. | Negation
It was a human act. | It was an inhuman act. | Negation
The group is functional. | The group is dysfunctional. | Negation
They trust the police. | They mistrust the police. | Negation
They were documented workers. | They were undocumented workers. | Negation
The bill was painless. | The bill was painful. | Negation
They underestimated it. | They overestimated it. | Opposite
It is pro-government media. | It is anti-government media. | Opposite
It is pre-war money. | It is post-war money. | Opposite
It is legal for minors. | It is illegal for minors. | Negation
He neither spoke nor left. | He either spoke or left. | Negation
Nothing was found there. | Something was found there. | Negation
No one was found there. | Everyone was found there. | Negation
He failed to appear. | He did not appear. | Negation
He has yet to appear. | He has to appear. | Omitted
They no longer live there. | They live there. | Negation
He was there without her. | He was there with her. | Negation
It isn't a crime. | It's a crime. | Negation
It's not a crime. | It is a crime. | Negation
You mustn't go in. | You must go in. | Negation
The mother survived it. | The father survived it. | Opposite
His uncle was killed. | His aunt was killed. | Opposite
The boys were found. | The girls were found. | Opposite
Doctors were on strike. | Nurses were on strike. | Wording
The plaintiff left. | The defendant left. | Opposite
The sea level rose. | The sea level fell. | Opposite
It was the hottest year. | It was the coldest year. | Opposite
It was the wettest year. | It was the driest year. | Opposite
It was the oldest bridge. | It was the newest bridge. | Opposite
It was the richest man. | It was the poorest man. | Opposite
It was the longest war. | It was the shortest war. | Opposite
It was the strongest quake. | It was the weakest quake. | Opposite
It was slower than that. | It was faster than that. | Opposite
He was her first choice. | He was her second choice. | Number
He won gold in Paris. | He won silver in Paris. | Opposite
The left-wing party won. | The right-wing party won. | Opposite
The upper house voted. | The lower house voted. | Opposite
He is the vice president. | He is the president. | Omitted
He is the former president. | He is the president. | Omitted
He is the acting mayor. | He is the mayor. | Omitted
A father of three died. | A father of four died. | Number
It lasted an hour. | It lasted a minute. | Opposite
It lasted seconds only. | It lasted minutes only. | Opposite
He met Khamenei there. | He met Khomeini there. | Name
He met Netanyahu there. | He met Gantz there. | Name
سوف يعود الوزير إلى القرية. | لن يعود الوزير إلى القرية. | Negation
بلغت الحرارة -5 درجات هناك. | بلغت الحرارة خمس درجات هناك. | Number
قتل شخصان في الهجوم. | قتل أشخاص في الهجوم. | Wording
قتل شخصان في الهجوم. | قتل ثلاثة أشخاص في الهجوم. | Number
قتلت امرأتان في الهجوم. | قتلت ثلاث نساء في الهجوم. | Number
قتلت امرأتان في الهجوم. | قتل رجلان في الهجوم. | Wording
انتظر شهرين في المدينة. | انتظر أسبوعين في المدينة. | Opposite
في الستينيات كان هناك. | في السبعينيات كان هناك. | Number
كلف 3 ملايين يورو هناك. | كلف ثلاثة ملايين دولار هناك. | Number
كلف 50 ألف ريال هناك. | كلف خمسة عشر ألف ريال هناك. | Number
ولد عام 1967 هناك. | ولد عام ألف وتسعمئة وثلاثة وسبعين هناك. | Number
حاصر الجيش المدينة يوم الثلاثاء. | حاصر الجيش المدينة يوم الأربعاء. | Date
حدث ذلك في كانون الأول هناك. | حدث ذلك في كانون الثاني هناك. | Date
حدث ذلك في رمضان هناك. | حدث ذلك في شعبان هناك. | Date
وصل المبعوث الأمريكي إلى هناك. | وصل المبعوث الروسي إلى هناك. | Name
وصل الوزير الفرنسي إلى هناك. | وصل الوزير الألماني إلى هناك. | Name
وصل الوزير القطري إلى هناك. | وصل الوزير المصري إلى هناك. | Name
القوات التركية هناك الآن. | القوات الكردية هناك الآن. | Name
الشرطة السودانية هناك الآن. | الشرطة السعودية هناك الآن. | Name
قال اللاجئون السوريون ذلك. | قال اللاجئون الأفغان ذلك. | Name
وصل إلى عمان أمس. | وصل إلى بغداد أمس. | Name
وافق البرلمان على القرار. | اعترض البرلمان على القرار. | Opposite
صوت البرلمان لصالح القرار. | صوت البرلمان ضد القرار. | Opposite
بدأت الحرب في الربيع. | انتهت الحرب في الربيع. | Opposite
ازدادت الهجمات هناك. | تراجعت الهجمات هناك. | Opposite
أقال الرئيس الوزير هناك. | عين الرئيس الوزير هناك. | Opposite
فرضت العقوبات هناك. | رفعت العقوبات هناك. | Opposite
اقترب الجيش من المدينة. | ابتعد الجيش عن المدينة. | Opposite
ربح الفريق المباراة هناك. | خسر الفريق المباراة هناك. | Opposite
حر الطقس هناك الآن. | برد الطقس هناك الآن. | Wording
الأسعار مرتفعة هناك الآن. | الأسعار منخفضة هناك الآن. | Opposite
الطريق آمن هناك الآن. | الطريق خطير هناك الآن. | Opposite
الأب نجا من الهجوم. | الأم نجت من الهجوم. | Opposite
السكان يؤيدون القرار. | السكان يعارضون القرار. | Opposite
السكان يثقون بالحكومة. | السكان لا يثقون بالحكومة. | Negation
الوضع مستقر هناك الآن. | الوضع غير مستقر هناك الآن. | Negation
لم يصل أحد إلى هناك. | وصل أحد إلى هناك. | Negation
ما من دليل على ذلك. | هناك دليل على ذلك. | Negation
ليس لديه عمل هناك. | لديه عمل هناك. | Negation
لست خائفا من ذلك. | أنا خائف من ذلك. | Negation
ليسوا من القرية هناك. | هم من القرية هناك. | Negation
لا أحد يعرف ذلك هناك. | الجميع يعرف ذلك هناك. | Negation
لا يمكن ذلك هناك الآن. | يمكن ذلك هناك الآن. | Negation
مجلس الأمن بحث ذلك. | مجلس الشورى بحث ذلك. | Name
هو نائب الرئيس هناك. | هو الرئيس هناك. | Omitted
هو الرئيس السابق هناك. | هو الرئيس الحالي هناك. | Opposite
هي أول امرأة هناك. | هي ثاني امرأة هناك. | Number
هي المرة الأولى هناك. | هي المرة الثانية هناك. | Number
يملك ثلثي الأسهم هناك. | يملك ثلث الأسهم هناك. | Number
كان معه مئتا دينار هناك. | كان معه مئة دينار هناك. | Number
قال يوسف إن ذلك صعب. | قال يونس إن ذلك صعب. | Name
قالت فاطمة إن ذلك صعب. | قالت عائشة إن ذلك صعب. | Name
قال الوزير خالد الفهد ذلك. | قال الوزير خالد الفرج ذلك. | Name
غادر دون إذن أمس. | غادر بإذن أمس. | Negation
انفجر أكثر من 5 قنابل هناك. | انفجر أقل من خمس قنابل هناك. | Opposite
It cost $5 a day. | It cost five pounds a day. | Number
The EU flag was burned. | The US flag was burned. | Name
Do they not know of it? | Do they know of it? | Negation
He did say not to go. | He didn't say to go. | Negation
Haven't the police arrived? | Have the police arrived? | Negation
We weren't told of it. | We were told of it. | Negation
It's illegal to do so. | It's legal to do so. | Negation
في التسعينيات كان هناك. | في الثمانينيات كان هناك. | Number
ارتفعت الأسعار في رمضان الماضي. | ارتفعت الأسعار في شعبان الماضي. | Date
قال رمضان إن الوضع صعب. | قال شعبان إن الوضع صعب. | Name
قال سعيد إن الوضع صعب. | قال سعود إن الوضع صعب. | Name
قال قاسم إن الوضع صعب. | قال جاسم إن الوضع صعب. | Name
قال سليمان إن الوضع صعب. | قال سلمان إن الوضع صعب. | Name
قال الوزير منصور ذلك. | قال الوزير منذر ذلك. | Name
لن يعود إلى القرية أبدا. | سوف يعود إلى القرية أبدا. | Negation
اعتقل 12 شخصا هناك. | اعتقل اثنان وعشرون شخصا هناك. | Number
بدأوا الإضراب أمس. | أنهوا الإضراب أمس. | Opposite
قال شهود عيان ذلك. | قال شهود ذلك. | Omitted
لا يزال الطريق مغلقا هناك. | لم يعد الطريق مغلقا هناك. | Negation
مجلس الأمن بحث ذلك. | مجلس حقوق الإنسان بحث ذلك. | Name
تبلغ الحرارة 35 درجة مئوية. | تبلغ الحرارة 35 درجة فهرنهايت. | Number
هي ثلاث دول عربية. | هي ثلث دول عربية. | Number
ما أنقذ ليس إلا جزءا هناك. | ما أنقذ هو جزء هناك. | Negation
وأضاف: ما وافقنا بالطبع أمس. | وأضاف: وافقنا بالطبع أمس. | Negation
They want votes and only chairs. | They want votes and not only chairs. | Negation
نزل في محطة المينا الكبرى أمس. | نزل في محطة الميناء أمس. | Name
بتمويل من برنامج الصحة العالمي أمس. | بتمويل من برنامج الأغذية العالمي أمس. | Name
بتمويل من صندوق الأمم المتحدة للزراعة أمس. | بتمويل من صندوق الأمم المتحدة للطفولة أمس. | Name
Turnout rose five percent today. | Turnout rose five points today. | Number
فاز أربعة مرشحين هناك. | فاز ثلاثة مرشحين هناك. | Number
She is ranked #3 in the world. | She is ranked number four in the world. | Number
It takes half a cup of sugar. | It takes a cup of sugar. | Number
It takes a cup of sugar. | It takes half a cup of sugar. | Number
It takes half a cup of sugar. | It takes a quarter of a cup of sugar. | Number
He waited for half an hour there. | He waited for an hour and a half there. | Number
He waited for half an hour there. | He waited for twenty minutes there. | Number,Opposite
He waited for 30 minutes there. | He waited for half a day there. | Number,Opposite
The shop is 0.5 miles away from here. | The shop is a quarter of a mile away from here. | Number
انتظر ثلاثين دقيقة هناك. | انتظر ربع ساعة هناك. | Number,Opposite
It was -5 in the town. | It was minus nine degrees in the town. | Number
The US-led forces left the base. | The British-led forces left the base. | Name
The US and UK envoys left. | The American and French envoys left. | Name
دفع ألفا دينار أمس. | دفع ألف دينار أمس. | Number
دفع ألف دينار أمس. | دفع ألفا دينار أمس. | Number
دفع خمسين ألفا لهم أمس. | دفع ستين ألف لهم أمس. | Number
قال الوزير خالد رستم ذلك. | قال الوزير خالد رستمي ذلك. | Name
وصل إلى حي النخيل أمس. | وصل إلى حي الخليل أمس. | Name
نزل في محطة المينا الكبرى أمس. | نزل في محطة المنيا الكبرى أمس. | Name
";
