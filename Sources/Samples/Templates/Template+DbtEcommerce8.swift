// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce8: [TemplateFile] = [
    TemplateFile(
      path: "landing/stripe/charges.jsonl",
      text: ##"""
        {"id": "ch_0001", "amount": 37795, "currency": "eur", "status": "succeeded", "created": 1745932200, "balance_transaction": "txn_00001", "metadata": {"order_id": "1"}}
        {"id": "ch_0002", "amount": 24193, "currency": "eur", "status": "succeeded", "created": 1741920360, "balance_transaction": "txn_00002", "metadata": {"order_id": "2"}}
        {"id": "ch_0003", "amount": 26892, "currency": "eur", "status": "succeeded", "created": 1748207220, "balance_transaction": "txn_00003", "metadata": {"order_id": "3"}}
        {"id": "ch_0004", "amount": 8199, "currency": "eur", "status": "succeeded", "created": 1746905400, "balance_transaction": "txn_00005", "metadata": {"order_id": "4"}}
        {"id": "ch_0005", "amount": 9897, "currency": "eur", "status": "succeeded", "created": 1744694160, "balance_transaction": "txn_00006", "metadata": {"order_id": "5"}}
        {"id": "ch_0006", "amount": 11697, "currency": "eur", "status": "succeeded", "created": 1742440680, "balance_transaction": "txn_00008", "metadata": {"order_id": "6"}}
        {"id": "ch_0007", "amount": 12196, "currency": "eur", "status": "succeeded", "created": 1742986500, "balance_transaction": "txn_00010", "metadata": {"order_id": "7"}}
        {"id": "ch_0008", "amount": 23295, "currency": "eur", "status": "succeeded", "created": 1746752160, "balance_transaction": "txn_00011", "metadata": {"order_id": "8"}}
        {"id": "ch_0009", "amount": 26495, "currency": "eur", "status": "succeeded", "created": 1746233940, "balance_transaction": "txn_00012", "metadata": {"order_id": "9"}}
        {"id": "ch_0010", "amount": 7398, "currency": "eur", "status": "succeeded", "created": 1746777720, "balance_transaction": "txn_00013", "metadata": {"order_id": "10"}}
        {"id": "ch_0011", "amount": 6098, "currency": "eur", "status": "succeeded", "created": 1741474500, "balance_transaction": "txn_00014", "metadata": {"order_id": "11"}}
        {"id": "ch_0012", "amount": 45492, "currency": "eur", "status": "succeeded", "created": 1748231460, "balance_transaction": "txn_00016", "metadata": {"order_id": "12"}}
        {"id": "ch_0013", "amount": 5695, "currency": "eur", "status": "succeeded", "created": 1744105020, "balance_transaction": "txn_00017", "metadata": {"order_id": "13"}}
        {"id": "ch_0014", "amount": 12395, "currency": "eur", "status": "succeeded", "created": 1748551620, "balance_transaction": "txn_00018", "metadata": {"order_id": "14"}}
        {"id": "ch_0015", "amount": 13694, "currency": "eur", "status": "succeeded", "created": 1744810620, "balance_transaction": "txn_00019", "metadata": {"order_id": "15"}}
        {"id": "ch_0016", "amount": 34993, "currency": "eur", "status": "succeeded", "created": 1745245260, "balance_transaction": "txn_00020", "metadata": {"order_id": "16"}}
        {"id": "ch_0017", "amount": 36392, "currency": "eur", "status": "succeeded", "created": 1745390040, "balance_transaction": "txn_00021", "metadata": {"order_id": "17"}}
        {"id": "ch_0018", "amount": 26096, "currency": "eur", "status": "succeeded", "created": 1746879600, "balance_transaction": "txn_00022", "metadata": {"order_id": "18"}}
        {"id": "ch_0019", "amount": 13696, "currency": "eur", "status": "succeeded", "created": 1742069580, "balance_transaction": "txn_00024", "metadata": {"order_id": "19"}}
        {"id": "ch_0020", "amount": 31792, "currency": "eur", "status": "succeeded", "created": 1744998000, "balance_transaction": "txn_00026", "metadata": {"order_id": "20"}}
        {"id": "ch_0021", "amount": 27395, "currency": "eur", "status": "succeeded", "created": 1741308660, "balance_transaction": "txn_00027", "metadata": {"order_id": "21"}}
        {"id": "ch_0022", "amount": 1697, "currency": "eur", "status": "succeeded", "created": 1743532260, "balance_transaction": "txn_00028", "metadata": {"order_id": "22"}}
        {"id": "ch_0023", "amount": 16296, "currency": "eur", "status": "succeeded", "created": 1742688840, "balance_transaction": "txn_00029", "metadata": {"order_id": "23"}}
        {"id": "ch_0024", "amount": 17296, "currency": "eur", "status": "succeeded", "created": 1748033340, "balance_transaction": "txn_00030", "metadata": {"order_id": "24"}}
        {"id": "ch_0025", "amount": 5297, "currency": "eur", "status": "succeeded", "created": 1744409820, "balance_transaction": "txn_00031", "metadata": {"order_id": "25"}}
        {"id": "ch_0026", "amount": 27095, "currency": "eur", "status": "succeeded", "created": 1748233740, "balance_transaction": "txn_00033", "metadata": {"order_id": "26"}}
        {"id": "ch_0027", "amount": 14197, "currency": "eur", "status": "succeeded", "created": 1748388180, "balance_transaction": "txn_00034", "metadata": {"order_id": "27"}}
        {"id": "ch_0029f", "amount": 19996, "currency": "eur", "status": "failed", "created": 1742894820, "balance_transaction": null, "metadata": {"order_id": "29"}}
        {"id": "ch_0029", "amount": 19996, "currency": "eur", "status": "succeeded", "created": 1742894940, "balance_transaction": "txn_00035", "metadata": {"order_id": "29"}}
        {"id": "ch_0030", "amount": 21494, "currency": "eur", "status": "succeeded", "created": 1743212580, "balance_transaction": "txn_00036", "metadata": {"order_id": "30"}}
        {"id": "ch_0031", "amount": 8698, "currency": "eur", "status": "succeeded", "created": 1748195820, "balance_transaction": "txn_00037", "metadata": {"order_id": "31"}}
        {"id": "ch_0031", "amount": 8698, "currency": "eur", "status": "succeeded", "created": 1748195820, "balance_transaction": "txn_00037", "metadata": {"order_id": "31"}}
        {"id": "ch_0032", "amount": 4797, "currency": "eur", "status": "succeeded", "created": 1746794640, "balance_transaction": "txn_00038", "metadata": {"order_id": "32"}}
        {"id": "ch_0033", "amount": 18397, "currency": "eur", "status": "succeeded", "created": 1742512140, "balance_transaction": "txn_00039", "metadata": {"order_id": "33"}}
        {"id": "ch_0034", "amount": 25694, "currency": "eur", "status": "succeeded", "created": 1745109120, "balance_transaction": "txn_00040", "metadata": {"order_id": "34"}}
        {"id": "ch_0035", "amount": 4798, "currency": "eur", "status": "succeeded", "created": 1742921040, "balance_transaction": "txn_00041", "metadata": {"order_id": "35"}}
        {"id": "ch_0036", "amount": 9897, "currency": "eur", "status": "succeeded", "created": 1742807940, "balance_transaction": "txn_00042", "metadata": {"order_id": "36"}}
        {"id": "ch_0037", "amount": 20295, "currency": "eur", "status": "succeeded", "created": 1742691240, "balance_transaction": "txn_00043", "metadata": {"order_id": "37"}}
        {"id": "ch_0038", "amount": 3497, "currency": "eur", "status": "succeeded", "created": 1746455040, "balance_transaction": "txn_00045", "metadata": {"order_id": "38"}}
        {"id": "ch_0039", "amount": 29496, "currency": "eur", "status": "succeeded", "created": 1741486620, "balance_transaction": "txn_00046", "metadata": {"order_id": "39"}}
        {"id": "ch_0040", "amount": 44293, "currency": "eur", "status": "succeeded", "created": 1743292740, "balance_transaction": "txn_00047", "metadata": {"order_id": "40"}}
        {"id": "ch_0041", "amount": 2898, "currency": "eur", "status": "succeeded", "created": 1744068300, "balance_transaction": "txn_00049", "metadata": {"order_id": "41"}}
        {"id": "ch_0042", "amount": 8097, "currency": "eur", "status": "succeeded", "created": 1742020980, "balance_transaction": "txn_00051", "metadata": {"order_id": "42"}}
        {"id": "ch_0043", "amount": 23793, "currency": "eur", "status": "succeeded", "created": 1745652420, "balance_transaction": "txn_00052", "metadata": {"order_id": "43"}}
        {"id": "ch_0044", "amount": 16096, "currency": "eur", "status": "succeeded", "created": 1742589180, "balance_transaction": "txn_00053", "metadata": {"order_id": "44"}}
        {"id": "ch_0045", "amount": 40994, "currency": "eur", "status": "succeeded", "created": 1745199480, "balance_transaction": "txn_00054", "metadata": {"order_id": "45"}}
        {"id": "ch_0046", "amount": 8697, "currency": "eur", "status": "succeeded", "created": 1746878640, "balance_transaction": "txn_00055", "metadata": {"order_id": "46"}}
        {"id": "ch_0047", "amount": 35892, "currency": "eur", "status": "succeeded", "created": 1744260060, "balance_transaction": "txn_00056", "metadata": {"order_id": "47"}}
        {"id": "ch_0048", "amount": 7798, "currency": "eur", "status": "succeeded", "created": 1743137700, "balance_transaction": "txn_00057", "metadata": {"order_id": "48"}}
        {"id": "ch_0049", "amount": 17096, "currency": "eur", "status": "succeeded", "created": 1743420480, "balance_transaction": "txn_00058", "metadata": {"order_id": "49"}}
        {"id": "ch_0050", "amount": 8997, "currency": "eur", "status": "succeeded", "created": 1745528460, "balance_transaction": "txn_00059", "metadata": {"order_id": "50"}}
        {"id": "ch_0051", "amount": 30594, "currency": "eur", "status": "succeeded", "created": 1741778700, "balance_transaction": "txn_00060", "metadata": {"order_id": "51"}}
        {"id": "ch_0052", "amount": 27794, "currency": "eur", "status": "succeeded", "created": 1747146840, "balance_transaction": "txn_00061", "metadata": {"order_id": "52"}}
        {"id": "ch_0053", "amount": 19993, "currency": "eur", "status": "succeeded", "created": 1747321080, "balance_transaction": "txn_00062", "metadata": {"order_id": null}}
        {"id": "ch_0054", "amount": 14598, "currency": "eur", "status": "succeeded", "created": 1741048980, "balance_transaction": "txn_00063", "metadata": {"order_id": "54"}}
        {"id": "ch_0055", "amount": 4699, "currency": "eur", "status": "succeeded", "created": 1748239320, "balance_transaction": "txn_00064", "metadata": {"order_id": "55"}}
        {"id": "ch_0056", "amount": 16296, "currency": "eur", "status": "succeeded", "created": 1747893960, "balance_transaction": "txn_00065", "metadata": {"order_id": "56"}}
        {"id": "ch_0057", "amount": 4798, "currency": "eur", "status": "succeeded", "created": 1741332780, "balance_transaction": "txn_00066", "metadata": {"order_id": "57"}}
        {"id": "ch_0058f", "amount": 14595, "currency": "eur", "status": "failed", "created": 1744873200, "balance_transaction": null, "metadata": {"order_id": "58"}}
        {"id": "ch_0058", "amount": 14595, "currency": "eur", "status": "succeeded", "created": 1744873320, "balance_transaction": "txn_00067", "metadata": {"order_id": "58"}}
        {"id": "ch_0059", "amount": 32092, "currency": "eur", "status": "succeeded", "created": 1742700540, "balance_transaction": "txn_00068", "metadata": {"order_id": "59"}}
        {"id": "ch_0060", "amount": 35293, "currency": "eur", "status": "succeeded", "created": 1742383140, "balance_transaction": "txn_00069", "metadata": {"order_id": "60"}}
        {"id": "ch_0061", "amount": 7796, "currency": "eur", "status": "succeeded", "created": 1747080240, "balance_transaction": "txn_00070", "metadata": {"order_id": "61"}}
        {"id": "ch_0062", "amount": 7398, "currency": "eur", "status": "succeeded", "created": 1741962120, "balance_transaction": "txn_00071", "metadata": {"order_id": "62"}}
        {"id": "ch_0062", "amount": 7398, "currency": "eur", "status": "succeeded", "created": 1741962120, "balance_transaction": "txn_00071", "metadata": {"order_id": "62"}}
        {"id": "ch_0063", "amount": 8598, "currency": "eur", "status": "succeeded", "created": 1748064900, "balance_transaction": "txn_00072", "metadata": {"order_id": "63"}}
        {"id": "ch_0064", "amount": 13096, "currency": "eur", "status": "succeeded", "created": 1745840280, "balance_transaction": "txn_00074", "metadata": {"order_id": "64"}}
        {"id": "ch_0065", "amount": 29294, "currency": "eur", "status": "succeeded", "created": 1742892480, "balance_transaction": "txn_00075", "metadata": {"order_id": "65"}}
        {"id": "ch_0066", "amount": 22296, "currency": "eur", "status": "succeeded", "created": 1744121040, "balance_transaction": "txn_00076", "metadata": {"order_id": "66"}}
        {"id": "ch_0067", "amount": 6098, "currency": "eur", "status": "succeeded", "created": 1747320960, "balance_transaction": "txn_00077", "metadata": {"order_id": "67"}}
        {"id": "ch_0068", "amount": 41092, "currency": "eur", "status": "succeeded", "created": 1742324820, "balance_transaction": "txn_00078", "metadata": {"order_id": "68"}}
        {"id": "ch_0069", "amount": 28194, "currency": "eur", "status": "succeeded", "created": 1748256000, "balance_transaction": "txn_00079", "metadata": {"order_id": "69"}}
        {"id": "ch_0070", "amount": 22294, "currency": "eur", "status": "succeeded", "created": 1742219340, "balance_transaction": "txn_00080", "metadata": {"order_id": "70"}}
        {"id": "ch_0071", "amount": 5097, "currency": "eur", "status": "succeeded", "created": 1744516080, "balance_transaction": "txn_00082", "metadata": {"order_id": "71"}}
        {"id": "ch_0072", "amount": 14297, "currency": "eur", "status": "succeeded", "created": 1747508520, "balance_transaction": "txn_00083", "metadata": {"order_id": "72"}}
        {"id": "ch_0073", "amount": 37794, "currency": "eur", "status": "succeeded", "created": 1742908080, "balance_transaction": "txn_00084", "metadata": {"order_id": "73"}}
        {"id": "ch_0074", "amount": 11294, "currency": "eur", "status": "succeeded", "created": 1747592400, "balance_transaction": "txn_00086", "metadata": {"order_id": "74"}}
        {"id": "ch_0075", "amount": 11697, "currency": "eur", "status": "succeeded", "created": 1742301120, "balance_transaction": "txn_00087", "metadata": {"order_id": "75"}}
        {"id": "ch_0076", "amount": 9897, "currency": "eur", "status": "succeeded", "created": 1747625520, "balance_transaction": "txn_00088", "metadata": {"order_id": "76"}}
        {"id": "ch_0077", "amount": 45391, "currency": "eur", "status": "succeeded", "created": 1742138580, "balance_transaction": "txn_00089", "metadata": {"order_id": "77"}}
        {"id": "ch_0078", "amount": 22495, "currency": "eur", "status": "succeeded", "created": 1747106700, "balance_transaction": "txn_00090", "metadata": {"order_id": "78"}}
        {"id": "ch_0079", "amount": 37893, "currency": "eur", "status": "succeeded", "created": 1741464960, "balance_transaction": "txn_00091", "metadata": {"order_id": "79"}}
        {"id": "ch_0080", "amount": 21396, "currency": "eur", "status": "succeeded", "created": 1748182920, "balance_transaction": "txn_00093", "metadata": {"order_id": "80"}}
        {"id": "ch_0081", "amount": 13098, "currency": "eur", "status": "succeeded", "created": 1743663540, "balance_transaction": "txn_00095", "metadata": {"order_id": "81"}}
        {"id": "ch_0082", "amount": 9897, "currency": "eur", "status": "succeeded", "created": 1743392820, "balance_transaction": "txn_00096", "metadata": {"order_id": "82"}}
        {"id": "ch_0083", "amount": 23094, "currency": "eur", "status": "succeeded", "created": 1747039620, "balance_transaction": "txn_00097", "metadata": {"order_id": "83"}}
        {"id": "ch_0084", "amount": 26595, "currency": "eur", "status": "succeeded", "created": 1742333820, "balance_transaction": "txn_00098", "metadata": {"order_id": "84"}}
        {"id": "ch_0085", "amount": 11697, "currency": "eur", "status": "succeeded", "created": 1747474080, "balance_transaction": "txn_00099", "metadata": {"order_id": "85"}}
        {"id": "ch_0086", "amount": 21897, "currency": "eur", "status": "succeeded", "created": 1747994520, "balance_transaction": "txn_00100", "metadata": {"order_id": "86"}}
        {"id": "ch_0087f", "amount": 24793, "currency": "eur", "status": "failed", "created": 1747484040, "balance_transaction": null, "metadata": {"order_id": "87"}}
        {"id": "ch_0087", "amount": 24793, "currency": "eur", "status": "succeeded", "created": 1747484160, "balance_transaction": "txn_00101", "metadata": {"order_id": "87"}}
        {"id": "ch_0088", "amount": 16195, "currency": "eur", "status": "succeeded", "created": 1745791080, "balance_transaction": "txn_00102", "metadata": {"order_id": "88"}}
        {"id": "ch_0089", "amount": 14094, "currency": "eur", "status": "succeeded", "created": 1744195500, "balance_transaction": "txn_00103", "metadata": {"order_id": "89"}}
        {"id": "ch_0090", "amount": 28696, "currency": "eur", "status": "succeeded", "created": 1743585360, "balance_transaction": "txn_00104", "metadata": {"order_id": "90"}}
        {"id": "ch_0091", "amount": 25895, "currency": "eur", "status": "succeeded", "created": 1741188660, "balance_transaction": "txn_00105", "metadata": {"order_id": "91"}}
        {"id": "ch_0092", "amount": 29694, "currency": "eur", "status": "succeeded", "created": 1746897660, "balance_transaction": "txn_00106", "metadata": {"order_id": "92"}}
        {"id": "ch_0093", "amount": 14794, "currency": "eur", "status": "succeeded", "created": 1742299500, "balance_transaction": "txn_00107", "metadata": {"order_id": "93"}}
        {"id": "ch_0093", "amount": 14794, "currency": "eur", "status": "succeeded", "created": 1742299500, "balance_transaction": "txn_00107", "metadata": {"order_id": "93"}}
        {"id": "ch_0094", "amount": 19794, "currency": "eur", "status": "succeeded", "created": 1745920740, "balance_transaction": "txn_00108", "metadata": {"order_id": "94"}}
        {"id": "ch_0095", "amount": 7696, "currency": "eur", "status": "succeeded", "created": 1744117080, "balance_transaction": "txn_00110", "metadata": {"order_id": "95"}}
        {"id": "ch_0096", "amount": 3699, "currency": "eur", "status": "succeeded", "created": 1746137820, "balance_transaction": "txn_00111", "metadata": {"order_id": "96"}}
        {"id": "ch_0097", "amount": 1697, "currency": "eur", "status": "succeeded", "created": 1746530880, "balance_transaction": "txn_00113", "metadata": {"order_id": "97"}}
        {"id": "ch_0098", "amount": 17295, "currency": "eur", "status": "succeeded", "created": 1746845460, "balance_transaction": "txn_00114", "metadata": {"order_id": "98"}}
        {"id": "ch_0099", "amount": 34491, "currency": "eur", "status": "succeeded", "created": 1746273660, "balance_transaction": "txn_00115", "metadata": {"order_id": "99"}}
        {"id": "ch_0100", "amount": 28095, "currency": "eur", "status": "succeeded", "created": 1747179660, "balance_transaction": "txn_00116", "metadata": {"order_id": "100"}}
        {"id": "ch_0101", "amount": 29395, "currency": "eur", "status": "succeeded", "created": 1748533140, "balance_transaction": "txn_00117", "metadata": {"order_id": "101"}}
        {"id": "ch_0102", "amount": 27594, "currency": "eur", "status": "succeeded", "created": 1744244040, "balance_transaction": "txn_00118", "metadata": {"order_id": "102"}}
        {"id": "ch_0103", "amount": 29994, "currency": "eur", "status": "succeeded", "created": 1747143600, "balance_transaction": "txn_00119", "metadata": {"order_id": "103"}}
        {"id": "ch_0104", "amount": 28093, "currency": "eur", "status": "succeeded", "created": 1746773400, "balance_transaction": "txn_00120", "metadata": {"order_id": "104"}}
        {"id": "ch_0105", "amount": 8598, "currency": "eur", "status": "succeeded", "created": 1744977780, "balance_transaction": "txn_00122", "metadata": {"order_id": "105"}}
        {"id": "ch_0106", "amount": 12497, "currency": "eur", "status": "succeeded", "created": 1747613040, "balance_transaction": "txn_00123", "metadata": {"order_id": null}}
        {"id": "ch_0107", "amount": 3899, "currency": "eur", "status": "succeeded", "created": 1745570340, "balance_transaction": "txn_00124", "metadata": {"order_id": "107"}}
        {"id": "ch_0108", "amount": 22295, "currency": "eur", "status": "succeeded", "created": 1743074340, "balance_transaction": "txn_00125", "metadata": {"order_id": "108"}}
        {"id": "ch_0109", "amount": 24896, "currency": "eur", "status": "succeeded", "created": 1743780600, "balance_transaction": "txn_00126", "metadata": {"order_id": "109"}}
        {"id": "ch_0110", "amount": 31794, "currency": "eur", "status": "succeeded", "created": 1746428880, "balance_transaction": "txn_00127", "metadata": {"order_id": "110"}}
        {"id": "ch_0111", "amount": 11894, "currency": "eur", "status": "succeeded", "created": 1748279640, "balance_transaction": "txn_00128", "metadata": {"order_id": "111"}}
        {"id": "ch_0112", "amount": 10497, "currency": "eur", "status": "succeeded", "created": 1744575600, "balance_transaction": "txn_00130", "metadata": {"order_id": "112"}}
        {"id": "ch_0113", "amount": 11697, "currency": "eur", "status": "succeeded", "created": 1748050560, "balance_transaction": "txn_00131", "metadata": {"order_id": "113"}}
        {"id": "ch_0114", "amount": 4499, "currency": "eur", "status": "succeeded", "created": 1748407320, "balance_transaction": "txn_00132", "metadata": {"order_id": "114"}}
        {"id": "ch_0115", "amount": 7496, "currency": "eur", "status": "succeeded", "created": 1745813940, "balance_transaction": "txn_00134", "metadata": {"order_id": "115"}}
        {"id": "ch_0116f", "amount": 27895, "currency": "eur", "status": "failed", "created": 1742968620, "balance_transaction": null, "metadata": {"order_id": "116"}}
        {"id": "ch_0116", "amount": 27895, "currency": "eur", "status": "succeeded", "created": 1742968740, "balance_transaction": "txn_00135", "metadata": {"order_id": "116"}}
        {"id": "ch_0117", "amount": 15097, "currency": "eur", "status": "succeeded", "created": 1741320780, "balance_transaction": "txn_00136", "metadata": {"order_id": "117"}}
        {"id": "ch_0118", "amount": 10998, "currency": "eur", "status": "succeeded", "created": 1742930400, "balance_transaction": "txn_00138", "metadata": {"order_id": "118"}}
        {"id": "ch_0119", "amount": 9098, "currency": "eur", "status": "succeeded", "created": 1747418700, "balance_transaction": "txn_00140", "metadata": {"order_id": "119"}}
        {"id": "ch_0120", "amount": 8698, "currency": "eur", "status": "succeeded", "created": 1742290260, "balance_transaction": "txn_00141", "metadata": {"order_id": "120"}}
        {"id": "ch_0121", "amount": 41894, "currency": "eur", "status": "succeeded", "created": 1743027660, "balance_transaction": "txn_00143", "metadata": {"order_id": "121"}}
        {"id": "ch_0122", "amount": 8696, "currency": "eur", "status": "succeeded", "created": 1743607680, "balance_transaction": "txn_00144", "metadata": {"order_id": "122"}}
        {"id": "ch_0123", "amount": 31092, "currency": "eur", "status": "succeeded", "created": 1748625660, "balance_transaction": "txn_00145", "metadata": {"order_id": "123"}}
        {"id": "ch_0124", "amount": 22493, "currency": "eur", "status": "succeeded", "created": 1742798280, "balance_transaction": "txn_00146", "metadata": {"order_id": "124"}}
        {"id": "ch_0124", "amount": 22493, "currency": "eur", "status": "succeeded", "created": 1742798280, "balance_transaction": "txn_00146", "metadata": {"order_id": "124"}}
        {"id": "ch_0125", "amount": 11198, "currency": "eur", "status": "succeeded", "created": 1742788920, "balance_transaction": "txn_00147", "metadata": {"order_id": "125"}}
        {"id": "ch_0126", "amount": 20494, "currency": "eur", "status": "succeeded", "created": 1742407920, "balance_transaction": "txn_00148", "metadata": {"order_id": "126"}}
        {"id": "ch_0127", "amount": 22396, "currency": "eur", "status": "succeeded", "created": 1746862440, "balance_transaction": "txn_00149", "metadata": {"order_id": "127"}}
        {"id": "ch_0128", "amount": 9697, "currency": "eur", "status": "succeeded", "created": 1744507440, "balance_transaction": "txn_00150", "metadata": {"order_id": "128"}}
        {"id": "ch_0129", "amount": 8897, "currency": "eur", "status": "succeeded", "created": 1747477560, "balance_transaction": "txn_00151", "metadata": {"order_id": "129"}}
        {"id": "ch_0130", "amount": 30995, "currency": "eur", "status": "succeeded", "created": 1746500820, "balance_transaction": "txn_00152", "metadata": {"order_id": "130"}}
        {"id": "ch_0131", "amount": 31596, "currency": "eur", "status": "succeeded", "created": 1743739680, "balance_transaction": "txn_00153", "metadata": {"order_id": "131"}}
        {"id": "ch_0132", "amount": 37393, "currency": "eur", "status": "succeeded", "created": 1747681080, "balance_transaction": "txn_00154", "metadata": {"order_id": "132"}}
        {"id": "ch_0133", "amount": 12693, "currency": "eur", "status": "succeeded", "created": 1742734800, "balance_transaction": "txn_00155", "metadata": {"order_id": "133"}}
        {"id": "ch_0135", "amount": 9596, "currency": "eur", "status": "succeeded", "created": 1747887180, "balance_transaction": "txn_00156", "metadata": {"order_id": "135"}}
        {"id": "ch_0136", "amount": 6098, "currency": "eur", "status": "succeeded", "created": 1743421380, "balance_transaction": "txn_00157", "metadata": {"order_id": "136"}}
        {"id": "ch_0137", "amount": 14596, "currency": "eur", "status": "succeeded", "created": 1744333200, "balance_transaction": "txn_00158", "metadata": {"order_id": "137"}}
        {"id": "ch_0138", "amount": 23494, "currency": "eur", "status": "succeeded", "created": 1745720460, "balance_transaction": "txn_00159", "metadata": {"order_id": "138"}}
        {"id": "ch_0139", "amount": 41291, "currency": "eur", "status": "succeeded", "created": 1745198640, "balance_transaction": "txn_00160", "metadata": {"order_id": "139"}}
        {"id": "ch_0140", "amount": 22494, "currency": "eur", "status": "succeeded", "created": 1745971380, "balance_transaction": "txn_00161", "metadata": {"order_id": "140"}}
        {"id": "ch_0141", "amount": 9297, "currency": "eur", "status": "succeeded", "created": 1742013960, "balance_transaction": "txn_00162", "metadata": {"order_id": "141"}}
        {"id": "ch_0142", "amount": 38294, "currency": "eur", "status": "succeeded", "created": 1741074840, "balance_transaction": "txn_00163", "metadata": {"order_id": "142"}}
        {"id": "ch_0143", "amount": 5597, "currency": "eur", "status": "succeeded", "created": 1744524660, "balance_transaction": "txn_00164", "metadata": {"order_id": "143"}}
        {"id": "ch_0145f", "amount": 47590, "currency": "eur", "status": "failed", "created": 1747908300, "balance_transaction": null, "metadata": {"order_id": "145"}}
        {"id": "ch_0145", "amount": 47590, "currency": "eur", "status": "succeeded", "created": 1747908420, "balance_transaction": "txn_00165", "metadata": {"order_id": "145"}}
        {"id": "ch_0146", "amount": 38494, "currency": "eur", "status": "succeeded", "created": 1742308200, "balance_transaction": "txn_00166", "metadata": {"order_id": "146"}}
        {"id": "ch_0147", "amount": 8698, "currency": "eur", "status": "succeeded", "created": 1746305580, "balance_transaction": "txn_00167", "metadata": {"order_id": "147"}}
        {"id": "ch_0148", "amount": 22994, "currency": "eur", "status": "succeeded", "created": 1745224620, "balance_transaction": "txn_00168", "metadata": {"order_id": "148"}}
        {"id": "ch_0149", "amount": 32192, "currency": "eur", "status": "succeeded", "created": 1744550400, "balance_transaction": "txn_00169", "metadata": {"order_id": "149"}}
        {"id": "ch_0150", "amount": 20395, "currency": "eur", "status": "succeeded", "created": 1741132380, "balance_transaction": "txn_00170", "metadata": {"order_id": "150"}}
        {"id": "ch_0151", "amount": 8099, "currency": "eur", "status": "succeeded", "created": 1746882480, "balance_transaction": "txn_00171", "metadata": {"order_id": "151"}}
        {"id": "ch_0152", "amount": 36293, "currency": "eur", "status": "succeeded", "created": 1747942680, "balance_transaction": "txn_00172", "metadata": {"order_id": "152"}}
        {"id": "ch_0153", "amount": 11198, "currency": "eur", "status": "succeeded", "created": 1741561560, "balance_transaction": "txn_00173", "metadata": {"order_id": "153"}}
        {"id": "ch_0154", "amount": 41794, "currency": "eur", "status": "succeeded", "created": 1741388400, "balance_transaction": "txn_00174", "metadata": {"order_id": "154"}}
        {"id": "ch_0155", "amount": 32493, "currency": "eur", "status": "succeeded", "created": 1746097740, "balance_transaction": "txn_00175", "metadata": {"order_id": "155"}}
        {"id": "ch_0155", "amount": 32493, "currency": "eur", "status": "succeeded", "created": 1746097740, "balance_transaction": "txn_00175", "metadata": {"order_id": "155"}}
        {"id": "ch_0156", "amount": 41990, "currency": "eur", "status": "succeeded", "created": 1745823060, "balance_transaction": "txn_00176", "metadata": {"order_id": "156"}}
        {"id": "ch_0157", "amount": 2898, "currency": "eur", "status": "succeeded", "created": 1743767700, "balance_transaction": "txn_00177", "metadata": {"order_id": "157"}}
        {"id": "ch_0158", "amount": 6899, "currency": "eur", "status": "succeeded", "created": 1745338140, "balance_transaction": "txn_00178", "metadata": {"order_id": "158"}}
        {"id": "ch_0159", "amount": 28695, "currency": "eur", "status": "succeeded", "created": 1741409100, "balance_transaction": "txn_00179", "metadata": {"order_id": null}}
        {"id": "ch_0160", "amount": 22494, "currency": "eur", "status": "succeeded", "created": 1747297500, "balance_transaction": "txn_00181", "metadata": {"order_id": "160"}}
        {"id": "ch_0161", "amount": 22496, "currency": "eur", "status": "succeeded", "created": 1743642840, "balance_transaction": "txn_00183", "metadata": {"order_id": "161"}}
        {"id": "ch_0162", "amount": 40692, "currency": "eur", "status": "succeeded", "created": 1746826680, "balance_transaction": "txn_00184", "metadata": {"order_id": "162"}}
        {"id": "ch_0163", "amount": 13096, "currency": "eur", "status": "succeeded", "created": 1746143820, "balance_transaction": "txn_00185", "metadata": {"order_id": "163"}}
        {"id": "ch_0164", "amount": 5198, "currency": "eur", "status": "succeeded", "created": 1747755840, "balance_transaction": "txn_00186", "metadata": {"order_id": "164"}}
        {"id": "ch_0165", "amount": 51793, "currency": "eur", "status": "succeeded", "created": 1746768180, "balance_transaction": "txn_00187", "metadata": {"order_id": "165"}}
        {"id": "ch_0166", "amount": 21092, "currency": "eur", "status": "succeeded", "created": 1744830060, "balance_transaction": "txn_00188", "metadata": {"order_id": "166"}}
        {"id": "ch_0167", "amount": 7798, "currency": "eur", "status": "succeeded", "created": 1748362860, "balance_transaction": "txn_00189", "metadata": {"order_id": "167"}}
        {"id": "ch_0168", "amount": 13897, "currency": "eur", "status": "succeeded", "created": 1744110960, "balance_transaction": "txn_00190", "metadata": {"order_id": "168"}}
        {"id": "ch_0169", "amount": 16197, "currency": "eur", "status": "succeeded", "created": 1744373580, "balance_transaction": "txn_00191", "metadata": {"order_id": "169"}}
        {"id": "ch_0170", "amount": 28695, "currency": "eur", "status": "succeeded", "created": 1742091000, "balance_transaction": "txn_00193", "metadata": {"order_id": "170"}}
        {"id": "ch_0171", "amount": 13598, "currency": "eur", "status": "succeeded", "created": 1741215000, "balance_transaction": "txn_00195", "metadata": {"order_id": "171"}}
        {"id": "ch_0172", "amount": 32893, "currency": "eur", "status": "succeeded", "created": 1742195640, "balance_transaction": "txn_00197", "metadata": {"order_id": "172"}}
        {"id": "ch_0173", "amount": 37793, "currency": "eur", "status": "succeeded", "created": 1748105400, "balance_transaction": "txn_00198", "metadata": {"order_id": "173"}}
        {"id": "ch_0174f", "amount": 22296, "currency": "eur", "status": "failed", "created": 1745005740, "balance_transaction": null, "metadata": {"order_id": "174"}}
        {"id": "ch_0174", "amount": 22296, "currency": "eur", "status": "succeeded", "created": 1745005860, "balance_transaction": "txn_00199", "metadata": {"order_id": "174"}}
        {"id": "ch_0175", "amount": 10195, "currency": "eur", "status": "succeeded", "created": 1742684280, "balance_transaction": "txn_00200", "metadata": {"order_id": "175"}}
        {"id": "ch_0176", "amount": 16797, "currency": "eur", "status": "succeeded", "created": 1748304960, "balance_transaction": "txn_00201", "metadata": {"order_id": "176"}}
        {"id": "ch_0177", "amount": 2096, "currency": "eur", "status": "succeeded", "created": 1744330080, "balance_transaction": "txn_00202", "metadata": {"order_id": "177"}}
        {"id": "ch_0178", "amount": 20495, "currency": "eur", "status": "succeeded", "created": 1743101340, "balance_transaction": "txn_00203", "metadata": {"order_id": "178"}}
        {"id": "ch_0179", "amount": 37191, "currency": "eur", "status": "succeeded", "created": 1740906660, "balance_transaction": "txn_00204", "metadata": {"order_id": "179"}}
        {"id": "ch_0180", "amount": 28893, "currency": "eur", "status": "succeeded", "created": 1745317200, "balance_transaction": "txn_00205", "metadata": {"order_id": "180"}}
        {"id": "ch_0181", "amount": 38394, "currency": "eur", "status": "succeeded", "created": 1745427720, "balance_transaction": "txn_00206", "metadata": {"order_id": "181"}}
        {"id": "ch_0182", "amount": 36393, "currency": "eur", "status": "succeeded", "created": 1742660820, "balance_transaction": "txn_00207", "metadata": {"order_id": "182"}}
        {"id": "ch_0183", "amount": 21594, "currency": "eur", "status": "succeeded", "created": 1746658560, "balance_transaction": "txn_00209", "metadata": {"order_id": "183"}}
        {"id": "ch_0184", "amount": 33994, "currency": "eur", "status": "succeeded", "created": 1745301540, "balance_transaction": "txn_00211", "metadata": {"order_id": "184"}}
        {"id": "ch_0185", "amount": 20394, "currency": "eur", "status": "succeeded", "created": 1748648520, "balance_transaction": "txn_00212", "metadata": {"order_id": "185"}}
        {"id": "ch_0186", "amount": 16095, "currency": "eur", "status": "succeeded", "created": 1742883960, "balance_transaction": "txn_00213", "metadata": {"order_id": "186"}}
        {"id": "ch_0186", "amount": 16095, "currency": "eur", "status": "succeeded", "created": 1742883960, "balance_transaction": "txn_00213", "metadata": {"order_id": "186"}}
        {"id": "ch_0187", "amount": 16897, "currency": "eur", "status": "succeeded", "created": 1742780400, "balance_transaction": "txn_00214", "metadata": {"order_id": "187"}}
        {"id": "ch_0188", "amount": 30694, "currency": "eur", "status": "succeeded", "created": 1742055240, "balance_transaction": "txn_00215", "metadata": {"order_id": "188"}}
        {"id": "ch_0189", "amount": 4198, "currency": "eur", "status": "succeeded", "created": 1744819800, "balance_transaction": "txn_00217", "metadata": {"order_id": "189"}}
        {"id": "ch_0190", "amount": 36092, "currency": "eur", "status": "succeeded", "created": 1746323040, "balance_transaction": "txn_00219", "metadata": {"order_id": "190"}}
        {"id": "ch_0191", "amount": 26295, "currency": "eur", "status": "succeeded", "created": 1742208480, "balance_transaction": "txn_00220", "metadata": {"order_id": "191"}}
        {"id": "ch_0192", "amount": 39292, "currency": "eur", "status": "succeeded", "created": 1744486620, "balance_transaction": "txn_00221", "metadata": {"order_id": "192"}}
        {"id": "ch_0193", "amount": 28294, "currency": "eur", "status": "succeeded", "created": 1741622760, "balance_transaction": "txn_00222", "metadata": {"order_id": "193"}}
        {"id": "ch_0194", "amount": 18195, "currency": "eur", "status": "succeeded", "created": 1746502080, "balance_transaction": "txn_00223", "metadata": {"order_id": "194"}}
        {"id": "ch_0195", "amount": 25892, "currency": "eur", "status": "succeeded", "created": 1740930540, "balance_transaction": "txn_00224", "metadata": {"order_id": "195"}}
        {"id": "ch_0196", "amount": 22596, "currency": "eur", "status": "succeeded", "created": 1745473740, "balance_transaction": "txn_00225", "metadata": {"order_id": "196"}}
        {"id": "ch_0197", "amount": 17697, "currency": "eur", "status": "succeeded", "created": 1745800260, "balance_transaction": "txn_00226", "metadata": {"order_id": "197"}}
        {"id": "ch_0198", "amount": 25394, "currency": "eur", "status": "succeeded", "created": 1741320360, "balance_transaction": "txn_00227", "metadata": {"order_id": "198"}}
        {"id": "ch_0199", "amount": 16594, "currency": "eur", "status": "succeeded", "created": 1747697820, "balance_transaction": "txn_00228", "metadata": {"order_id": "199"}}
        {"id": "ch_0200", "amount": 18994, "currency": "eur", "status": "succeeded", "created": 1748639880, "balance_transaction": "txn_00229", "metadata": {"order_id": "200"}}
        {"id": "ch_0201", "amount": 21196, "currency": "eur", "status": "succeeded", "created": 1742080140, "balance_transaction": "txn_00231", "metadata": {"order_id": "201"}}
        {"id": "ch_0202", "amount": 22394, "currency": "eur", "status": "succeeded", "created": 1745038920, "balance_transaction": "txn_00233", "metadata": {"order_id": "202"}}
        {"id": "ch_0203f", "amount": 25393, "currency": "eur", "status": "failed", "created": 1741928520, "balance_transaction": null, "metadata": {"order_id": "203"}}
        {"id": "ch_0203", "amount": 25393, "currency": "eur", "status": "succeeded", "created": 1741928640, "balance_transaction": "txn_00234", "metadata": {"order_id": "203"}}
        {"id": "ch_0204", "amount": 9198, "currency": "eur", "status": "succeeded", "created": 1746454440, "balance_transaction": "txn_00235", "metadata": {"order_id": "204"}}
        {"id": "ch_0205", "amount": 26692, "currency": "eur", "status": "succeeded", "created": 1742541660, "balance_transaction": "txn_00236", "metadata": {"order_id": "205"}}
        {"id": "ch_0206", "amount": 16697, "currency": "eur", "status": "succeeded", "created": 1741115160, "balance_transaction": "txn_00237", "metadata": {"order_id": "206"}}
        {"id": "ch_0207", "amount": 24796, "currency": "eur", "status": "succeeded", "created": 1746844020, "balance_transaction": "txn_00238", "metadata": {"order_id": "207"}}
        {"id": "ch_0208", "amount": 33195, "currency": "eur", "status": "succeeded", "created": 1742144520, "balance_transaction": "txn_00239", "metadata": {"order_id": "208"}}
        {"id": "ch_0209", "amount": 4798, "currency": "eur", "status": "succeeded", "created": 1746261960, "balance_transaction": "txn_00240", "metadata": {"order_id": "209"}}
        {"id": "ch_0210", "amount": 14295, "currency": "eur", "status": "succeeded", "created": 1744131120, "balance_transaction": "txn_00241", "metadata": {"order_id": "210"}}
        {"id": "ch_0211", "amount": 1697, "currency": "eur", "status": "succeeded", "created": 1742695320, "balance_transaction": "txn_00242", "metadata": {"order_id": "211"}}
        {"id": "ch_0212", "amount": 36391, "currency": "eur", "status": "succeeded", "created": 1745005740, "balance_transaction": "txn_00243", "metadata": {"order_id": null}}
        {"id": "ch_0213", "amount": 17296, "currency": "eur", "status": "succeeded", "created": 1746625620, "balance_transaction": "txn_00244", "metadata": {"order_id": "213"}}
        {"id": "ch_0214", "amount": 48092, "currency": "eur", "status": "succeeded", "created": 1743092520, "balance_transaction": "txn_00245", "metadata": {"order_id": "214"}}
        {"id": "ch_0215", "amount": 40294, "currency": "eur", "status": "succeeded", "created": 1745653860, "balance_transaction": "txn_00246", "metadata": {"order_id": "215"}}
        {"id": "ch_0216", "amount": 38594, "currency": "eur", "status": "succeeded", "created": 1744597200, "balance_transaction": "txn_00248", "metadata": {"order_id": "216"}}
        {"id": "ch_0217", "amount": 21893, "currency": "eur", "status": "succeeded", "created": 1745144520, "balance_transaction": "txn_00249", "metadata": {"order_id": "217"}}
        {"id": "ch_0217", "amount": 21893, "currency": "eur", "status": "succeeded", "created": 1745144520, "balance_transaction": "txn_00249", "metadata": {"order_id": "217"}}
        {"id": "ch_0218", "amount": 4898, "currency": "eur", "status": "succeeded", "created": 1748166480, "balance_transaction": "txn_00250", "metadata": {"order_id": "218"}}
        {"id": "ch_0219", "amount": 29394, "currency": "eur", "status": "succeeded", "created": 1747417740, "balance_transaction": "txn_00251", "metadata": {"order_id": "219"}}
        {"id": "ch_0220", "amount": 18193, "currency": "eur", "status": "succeeded", "created": 1745864640, "balance_transaction": "txn_00252", "metadata": {"order_id": "220"}}

        """##),
    TemplateFile(
      path: "landing/stripe/refunds.jsonl",
      text: ##"""
        {"id": "re_0003", "charge": "ch_0003", "amount": 26892, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748898300, "balance_transaction": "txn_00004"}
        {"id": "re_0005", "charge": "ch_0005", "amount": 9897, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1746162840, "balance_transaction": "txn_00007"}
        {"id": "re_0006", "charge": "ch_0006", "amount": 11697, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743909360, "balance_transaction": "txn_00009"}
        {"id": "re_0011", "charge": "ch_0011", "amount": 6098, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742338380, "balance_transaction": "txn_00015"}
        {"id": "re_0018", "charge": "ch_0018", "amount": 26096, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748175480, "balance_transaction": "txn_00023"}
        {"id": "re_0019", "charge": "ch_0019", "amount": 13696, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742933460, "balance_transaction": "txn_00025"}
        {"id": "re_0025", "charge": "ch_0025", "amount": 5297, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1744928100, "balance_transaction": "txn_00032"}
        {"id": "re_0037", "charge": "ch_0037", "amount": 20295, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742950320, "balance_transaction": "txn_00044"}
        {"id": "re_0040", "charge": "ch_0040", "amount": 44293, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743897420, "balance_transaction": "txn_00048"}
        {"id": "re_0040", "charge": "ch_0040", "amount": 44293, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743897420, "balance_transaction": "txn_00048"}
        {"id": "re_0041", "charge": "ch_0041", "amount": 2898, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1745623380, "balance_transaction": "txn_00050"}
        {"id": "re_0063", "charge": "ch_0063", "amount": 8598, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748237580, "balance_transaction": "txn_00073"}
        {"id": "re_0070", "charge": "ch_0070", "amount": 22294, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743688020, "balance_transaction": "txn_00081"}
        {"id": "re_0073", "charge": "ch_0073", "amount": 37794, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743512760, "balance_transaction": "txn_00085"}
        {"id": "re_0079", "charge": "ch_0079", "amount": 37893, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742588040, "balance_transaction": "txn_00092"}
        {"id": "re_0080", "charge": "ch_0080", "amount": 10698, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1749392400, "balance_transaction": "txn_00094"}
        {"id": "re_0080", "charge": "ch_0080", "amount": 10698, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1749392400, "balance_transaction": "txn_00094"}
        {"id": "re_0094", "charge": "ch_0094", "amount": 19794, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1747562220, "balance_transaction": "txn_00109"}
        {"id": "re_0096", "charge": "ch_0096", "amount": 3699, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1746224100, "balance_transaction": "txn_00112"}
        {"id": "re_0096", "charge": "ch_0096", "amount": 3699, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1746224100, "balance_transaction": "txn_00112"}
        {"id": "re_0104", "charge": "ch_0104", "amount": 28093, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748328480, "balance_transaction": "txn_00121"}
        {"id": "re_0104", "charge": "ch_0104", "amount": 28093, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748328480, "balance_transaction": "txn_00121"}
        {"id": "re_0111", "charge": "ch_0111", "amount": 11894, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748365920, "balance_transaction": "txn_00129"}
        {"id": "re_0114", "charge": "ch_0114", "amount": 4499, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1749357600, "balance_transaction": "txn_00133"}
        {"id": "re_0117", "charge": "ch_0117", "amount": 15097, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1741666260, "balance_transaction": "txn_00137"}
        {"id": "re_0118", "charge": "ch_0118", "amount": 10998, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1744226280, "balance_transaction": "txn_00139"}
        {"id": "re_0120", "charge": "ch_0120", "amount": 4349, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743672540, "balance_transaction": "txn_00142"}
        {"id": "re_0120", "charge": "ch_0120", "amount": 4349, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743672540, "balance_transaction": "txn_00142"}
        {"id": "re_0159", "charge": "ch_0159", "amount": 28695, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742272980, "balance_transaction": "txn_00180"}
        {"id": "re_0160", "charge": "ch_0160", "amount": 11247, "currency": "eur", "status": "succeeded", "reason": null, "created": 1747383780, "balance_transaction": "txn_00182"}
        {"id": "re_0160", "charge": "ch_0160", "amount": 11247, "currency": "eur", "status": "succeeded", "reason": null, "created": 1747383780, "balance_transaction": "txn_00182"}
        {"id": "re_0169", "charge": "ch_0169", "amount": 16197, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1745928660, "balance_transaction": "txn_00192"}
        {"id": "re_0170", "charge": "ch_0170", "amount": 28695, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743473280, "balance_transaction": "txn_00194"}
        {"id": "re_0171", "charge": "ch_0171", "amount": 13598, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1741560480, "balance_transaction": "txn_00196"}
        {"id": "re_0182", "charge": "ch_0182", "amount": 36393, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743351900, "balance_transaction": "txn_00208"}
        {"id": "re_0183", "charge": "ch_0183", "amount": 21594, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1748127240, "balance_transaction": "txn_00210"}
        {"id": "re_0188", "charge": "ch_0188", "amount": 30694, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742487120, "balance_transaction": "txn_00216"}
        {"id": "re_0188", "charge": "ch_0188", "amount": 30694, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1742487120, "balance_transaction": "txn_00216"}
        {"id": "re_0189", "charge": "ch_0189", "amount": 4198, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1746202080, "balance_transaction": "txn_00218"}
        {"id": "re_0200", "charge": "ch_0200", "amount": 9497, "currency": "eur", "status": "succeeded", "reason": null, "created": 1749676560, "balance_transaction": "txn_00230"}
        {"id": "re_0200", "charge": "ch_0200", "amount": 9497, "currency": "eur", "status": "succeeded", "reason": null, "created": 1749676560, "balance_transaction": "txn_00230"}
        {"id": "re_0201", "charge": "ch_0201", "amount": 21196, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1743462420, "balance_transaction": "txn_00232"}
        {"id": "re_0215", "charge": "ch_0215", "amount": 40294, "currency": "eur", "status": "succeeded", "reason": "requested_by_customer", "created": 1746776940, "balance_transaction": "txn_00247"}

        """##),
    TemplateFile(
      path: "macros/attribution_weight.sql",
      text: ##"""
        {#
          How much of an order a touch is given credit for. The touches of an order are numbered by
          touch_number from 1 to touches; their weights add up to 1.
        #}
        {% macro attribution_weight(model) -%}
          {%- if model == 'first_touch' -%}
          cast(case when touch_number = 1 then 1 else 0 end as decimal(18, 8))
          {%- elif model == 'last_touch' -%}
          cast(case when touch_number = touches then 1 else 0 end as decimal(18, 8))
          {%- elif model == 'linear' -%}
          cast(1.0 / touches as decimal(18, 8))
          {%- else -%}
          {{ exceptions.raise_compiler_error("There is no attribution model " ~ model) }}
          {%- endif -%}
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/channel_group.sql",
      text: ##"""
        {# The marketing channel of a source and a medium. #}
        {% macro channel_group(source, medium) -%}
          case
            when {{ source }} is null then 'Direct'
            when {{ medium }} = 'organic' then 'Organic search'
            when {{ medium }} = 'cpc' then 'Paid search'
            when {{ medium }} = 'paid_social' then 'Paid social'
            when {{ medium }} = 'email' then 'Email'
            when {{ medium }} = 'referral' then 'Referral'
            else 'Other'
          end
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/generate_schema_name.sql",
      text: ##"""
        {# Schemas are called as they are configured, without the target's name before them. #}
        {% macro generate_schema_name(custom_schema_name, node) -%}
          {{ custom_schema_name | trim if custom_schema_name else target.schema }}
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "millrace.yml",
      text: ##"""
        name: dbt-ecommerce
        storage: lake        # the tables, one folder each: lake/<schema>/<table>
        state: .millrace     # the catalogue

        """##),
    TemplateFile(
      path: "models/_docs.md",
      text: ##"""
        {% docs sales_amount %}
        What the order is worth in euros: its lines less discounts, and shipping. A cancelled order is worth
        nothing; a returned one keeps its worth here, since finance counts the refund.
        {% enddocs %}

        {% docs channel %}
        Where a visit came from, from its source and medium: `Paid search`, `Organic search`, `Paid social`,
        `Email`, `Referral`, `Other`, or `Direct` where Google Analytics knows none.
        {% enddocs %}

        {% docs attribution_model %}
        Who gets credit for an order:

        | model | credit |
        |---|---|
        | `first_touch` | all to the first visit |
        | `last_touch` | all to the last visit |
        | `linear` | the same to each visit |
        {% enddocs %}

        {% docs segment %}
        By how many orders were not cancelled: `prospect` none, `new` one, `returning` two or three, `loyal`
        four or more.
        {% enddocs %}

        """##),
    TemplateFile(
      path: "models/_exposures.yml",
      text: ##"""
        version: 2
        exposures:
          - name: revenue_report
            type: dashboard
            maturity: high
            description: The month's figures for the board.
            owner: {name: Finance, email: finance@example.com}
            depends_on: [ref('fct_revenue_monthly'), ref('fct_sales_daily')]
          - name: channel_budget
            type: analysis
            maturity: medium
            description: Where next month's marketing budget goes.
            owner: {name: Marketing, email: marketing@example.com}
            depends_on: [ref('fct_channel_performance')]

        """##),
    TemplateFile(
      path: "models/_groups.yml",
      text: ##"""
        version: 2
        groups:
          - {name: sales, owner: {name: Sales, email: sales@example.com}}
          - {name: customers, owner: {name: Customer care, email: care@example.com}}
          - {name: products, owner: {name: Catalogue, email: catalogue@example.com}}
          - {name: marketing, owner: {name: Marketing, email: marketing@example.com}}
          - {name: finance, owner: {name: Finance, email: finance@example.com}}

        """##),
  ]
}
