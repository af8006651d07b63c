//! Peoples, languages and faiths that are no country's, and what belongs to a continent.

/// One to a line: English names, then Arabic ones behind `;`; `|` parts alternatives. Arabic gender, number and case are no matter.
pub(super) const PEOPLES: &str = "\
Arab|Arabs; عربي|عرب
Hebrew; عبري
Kurdish|Kurd|Kurds; كردي|أكراد
Amazigh|Berber|Berbers; أمازيغي|أمازيغ|بربري
Tuareg|Tuaregs; طارقي|طوارق
European|Europeans; أوروبي|أوربي
African|Africans; أفريقي|إفريقي|أفارقة
Asian|Asians; آسيوي
Latin American|Latin Americans; أمريكي لاتيني|أميركي لاتيني
Jewish|Jew|Jews; يهودي|يهود
Islamic|Muslim|Muslims; إسلامي
Christian|Christians; مسيحي
Shia|Shiite|Shiites; شيعي
Druze; درزي|دروز
Yazidi|Yazidis|Yezidi; إيزيدي|أيزيدي
Assyrian|Assyrians; آشوري
Coptic|Copt|Copts; قبطي|أقباط
Syriac; سرياني
Aramaic; آرامي
Gulf Arab; خليجي
Roma; غجري|غجر
Rohingya; روهينغي|الروهينغا|روهينغا
Uyghur|Uyghurs|Uighur|Uighurs; أويغوري|الأويغور|أويغور
Hausa; هوسا
Swahili; سواحيلي";
