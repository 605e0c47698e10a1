"""Targets in the words of offices, each with the rule that says the same; lint has nothing to say of them.

The words are made for the tests in the manner of resolutions; the numbers are made up.
"""

from __future__ import annotations

import re

__all__ = ["HEAD", "RIGHT", "clause_of_row", "pack_of"]

R = "unit: '%', kind: ratio, better: higher"
L = "unit: '%', kind: ratio, better: lower"
M = "unit: tỷ đồng, kind: flow, better: higher"
PLACE = "unit: hạng, kind: stock, better: lower"
G = f"{R}, measures: growth, limits: none"


def flow(unit: str) -> str:
    return f"unit: {unit}, kind: flow, better: higher"


def stock(unit: str) -> str:
    return f"unit: {unit}, kind: stock, better: higher"


def base(value: str) -> str:
    return f", baseline: {{value: {value}, period: 2023}}"


# Title, clause, the rest of the indicator, the target.
RIGHT = [
    ("Số vụ", "không tăng so với năm 2023", f"unit: vụ, kind: flow, better: lower{base('9')}", "reduce_by: 0"),
    ("Số vụ", "giảm so với năm 2023", f"unit: vụ, kind: flow, better: lower{base('9')}", "reduce_by: 0, strict: true"),
    ("Tổng đàn trâu", "giữ ổn định như năm 2023", f"{stock('con')}{base('640')}", "grow_by: 0"),
    ("Thu ngân sách", "gấp 1,5 lần so với năm 2023", f"{M}{base('200')}", "grow_by: 50"),
    ("Thu ngân sách", "317 tỷ đồng, tăng so với năm 2023", M, "at_least: 317"),
    ("Thu ngân sách", "bằng 105% so với năm 2023", f"{M}{base('200')}", "grow_by: 5"),
    ("Thu ngân sách", "Tổng thu ngân sách nhà nước trên địa bàn đạt 1.035 tỷ đồng", M, "at_least: 1035"),
    ("Thu ngân sách", "thu NSNN trên địa bàn đạt trên 1.035 tỷ đồng", M, "above: 1035"),
    ("Thu ngân sách", "thu ngân sách đạt 1.035.000 triệu đồng", M, "at_least: 1035"),
    ("Thu ngân sách", "thu cân đối ngân sách từ 12,5 tỷ đồng trở lên", M, "at_least: 12.5"),
    ("Thu ngân sách", "Thu ngân sách tăng 8% so với năm 2023", M + base("100"), "grow_by: 8"),
    (
        "Thu ngân sách",
        "Thu ngân sách tăng trên 8% so với thực hiện năm 2023",
        M + base("100"),
        "grow_by: 8, strict: true",
    ),
    ("Thu ngân sách", "Thu ngân sách tăng ít nhất 10% so với dự toán năm trước", M + base("100"), "grow_by: 10"),
    ("Thu ngân sách", "1 tỷ 200 triệu đồng", M, "at_least: 1.2"),
    ("Thu ngân sách", "Thu ngân sách: 317 tỷ", M, "at_least: 317"),
    ("Thu ngân sách", "317.000 trđ", M, "at_least: 317"),
    (
        "Tốc độ tăng trưởng kinh tế (GRDP)",
        "Tốc độ tăng trưởng kinh tế (GRDP) đạt 8 - 8,5%",
        R + ", measures: growth, limits: none",
        "between: [8, 8.5]",
    ),
    (
        "Tốc độ tăng trưởng GRDP",
        "Phấn đấu tốc độ tăng trưởng GRDP đạt từ 8% trở lên",
        R + ", measures: growth, limits: none",
        "at_least: 8",
    ),
    ("Tăng trưởng GRDP", "GRDP tăng trên 8%", R + ", measures: growth, limits: none", "above: 8"),
    ("Tốc độ tăng GRDP", "tăng khoảng 7,5% so với năm 2023", R + ", measures: growth, limits: none", "at_least: 7.5"),
    (
        "GRDP bình quân đầu người",
        "GRDP bình quân đầu người đạt 57 triệu đồng/người/năm",
        stock("triệu đồng/người"),
        "at_least: 57",
    ),
    (
        "Thu nhập bình quân đầu người",
        "Thu nhập bình quân đầu người đạt 62 triệu đồng trở lên",
        stock("triệu đồng/người"),
        "at_least: 62",
    ),
    (
        "Thu nhập bình quân đầu người",
        "thu nhập bình quân đầu người đạt 55-60 triệu đồng/năm",
        stock("triệu đồng"),
        "between: [55, 60]",
    ),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo giảm còn dưới 3%", L, "below: 3"),
    ("Tỷ lệ hộ nghèo", "giảm tỷ lệ hộ nghèo xuống còn 1,5%", L, "at_most: 1.5"),
    ("Tỷ lệ hộ nghèo", "Giảm tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều từ 2 - 2,5%", L + base("9"), "reduce_by: 2"),
    ("Tỷ lệ hộ nghèo", "Giảm tỷ lệ hộ nghèo từ 5,2% năm 2023 xuống còn 4,5% năm 2024", L, "at_most: 4.5"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo giảm 1,5% trở lên so với cuối năm 2023", L + base("9"), "reduce_by: 1.5"),
    ("Tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo giảm ít nhất 1 điểm phần trăm", L + base("9"), "reduce_by: 1"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo đa chiều duy trì dưới 1%", L, "below: 1"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo dưới 2%", L, "below: 2"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo không quá 2%", L, "at_most: 2"),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo còn 2,15%", L, "at_most: 2.15"),
    (
        "Mức giảm tỷ lệ hộ nghèo",
        "giảm 1 - 1,5 điểm %",
        "unit: điểm %, kind: ratio, better: higher, measures: reduction",
        "between: [1, 1.5]",
    ),
    (
        "Mức giảm tỷ lệ hộ nghèo",
        "Mức giảm tỷ lệ hộ nghèo đạt từ 0,5% trở lên",
        "unit: '%', kind: ratio, better: higher, measures: reduction, limits: none",
        "at_least: 0.5",
    ),
    ("Giảm hộ nghèo", "giảm 120 hộ nghèo", flow("hộ") + ", measures: reduction", "at_least: 120"),
    (
        "Số hộ nghèo",
        "giảm 120 hộ nghèo so với năm 2023",
        "unit: hộ, kind: stock, better: lower" + base("900"),
        "reduce_by: 120",
    ),
    ("Tỷ lệ thất nghiệp khu vực thành thị", "Tỷ lệ thất nghiệp ở khu vực thành thị dưới 4%", L, "below: 4"),
    ("Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động qua đào tạo đạt khoảng 69%", R, "at_least: 69"),
    (
        "Trong đó: có bằng cấp, chứng chỉ",
        "Tỷ lệ lao động qua đào tạo đạt 69%, trong đó có bằng, chứng chỉ đạt 28 - 28,5%",
        R + ", parent: z",
        "between: [28, 28.5]",
    ),
    ("Tỷ lệ tham gia bảo hiểm y tế", "Tỷ lệ người dân tham gia BHYT đạt 95,15% dân số", R, "at_least: 95.15"),
    ("Tỷ lệ bao phủ bảo hiểm y tế", "duy trì tỷ lệ bao phủ BHYT trên 97%", R, "above: 97"),
    ("Tỷ lệ che phủ rừng", "Tỷ lệ che phủ rừng ổn định ở mức 42,02%", R, "keep: 42.02"),
    ("Tỷ lệ che phủ rừng", "Giữ vững tỷ lệ che phủ rừng 72,9%", R, "keep: 72.9"),
    ("Tỷ lệ che phủ rừng", "Duy trì tỷ lệ che phủ rừng đạt từ 73,4% trở lên", R, "at_least: 73.4"),
    ("Tỷ lệ che phủ rừng", "Duy trì ổn định tỷ lệ che phủ rừng trên 73%", R, "above: 73"),
    ("Trồng rừng", "Trồng mới 3.500 ha rừng", flow("ha"), "at_least: 3500"),
    ("Trồng rừng", "Trồng rừng: 250ha", flow("ha"), "at_least: 250"),
    (
        "Tổng sản lượng lương thực có hạt",
        "Sản lượng lương thực có hạt đạt 16,5 vạn tấn",
        flow("tấn"),
        "at_least: 165000",
    ),
    (
        "Tổng sản lượng lương thực có hạt",
        "sản lượng lương thực có hạt ổn định trên 160.000 tấn",
        flow("tấn"),
        "above: 160000",
    ),
    ("Số xã đạt chuẩn nông thôn mới", "Có thêm ít nhất 03 xã đạt chuẩn nông thôn mới", flow("xã"), "at_least: 3"),
    ("Số xã đạt chuẩn nông thôn mới", "phấn đấu có 02 xã đạt chuẩn nông thôn mới nâng cao", flow("xã"), "at_least: 2"),
    ("Sản phẩm OCOP", "Có thêm 20 sản phẩm OCOP đạt 3 sao trở lên", flow("sản phẩm"), "at_least: 20"),
    ("Số bác sĩ/vạn dân", "Số bác sĩ/vạn dân đạt 15 bác sĩ", stock("bác sĩ/vạn dân"), "at_least: 15"),
    (
        "Số giường bệnh trên 10.000 dân",
        "Số giường bệnh đạt 38,5 giường/10.000 dân",
        stock("giường bệnh/vạn dân"),
        "at_least: 38.5",
    ),
    ("Số giường bệnh trên 1 vạn dân", "34 giường", stock("giường bệnh/vạn dân"), "at_least: 34"),
    (
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng",
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân giảm còn 15,2%",
        L,
        "at_most: 15.2",
    ),
    (
        "Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ",
        "Tỷ lệ trẻ em dưới 1 tuổi tiêm đủ các loại vắc xin đạt trên 95%",
        R,
        "above: 95",
    ),
    ("Giải quyết việc làm mới", "Giải quyết việc làm mới cho 6.000 lao động", flow("lao động"), "at_least: 6000"),
    (
        "Giải quyết việc làm",
        "Tạo việc làm tăng thêm cho khoảng 700 người/năm",
        flow("lao động") + ", measures: increase",
        "at_least: 700",
    ),
    (
        "Số trường đạt chuẩn quốc gia",
        "công nhận mới 5 trường, công nhận lại 3 trường đạt chuẩn quốc gia",
        flow("trường"),
        "at_least: 5",
    ),
    ("Tỷ lệ trường đạt chuẩn quốc gia", "Tỷ lệ trường đạt chuẩn quốc gia mức độ 1 trở lên đạt 65%", R, "at_least: 65"),
    ("Tỷ lệ trường đạt chuẩn quốc gia", "38/44 trường (86,4%) đạt chuẩn quốc gia", R, "at_least: 86.4"),
    (
        "Tỷ lệ dân số sử dụng nước hợp vệ sinh",
        "98,5% trở lên dân số nông thôn sử dụng nước hợp vệ sinh",
        R,
        "at_least: 98.5",
    ),
    ("Tỷ lệ dân số sử dụng nước sạch", "Nâng tỷ lệ dân số được sử dụng nước sạch lên 95%", R, "at_least: 95"),
    (
        "Tỷ lệ chất thải rắn được thu gom, xử lý",
        "Tỷ lệ chất thải rắn sinh hoạt đô thị được thu gom, xử lý theo quy định tối thiểu đạt 97%",
        R,
        "at_least: 97",
    ),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn", "100% hồ sơ được giải quyết đúng và trước hạn", R, "at_least: 100"),
    (
        "Tỷ lệ dịch vụ công trực tuyến toàn trình",
        "Tỷ lệ hồ sơ nộp trực tuyến mức độ 4 đạt tối thiểu 80%",
        R,
        "at_least: 80",
    ),
    (
        "Số vụ tai nạn giao thông",
        "kiềm chế số vụ tai nạn giao thông không quá 20 vụ",
        "unit: vụ, kind: flow, better: lower",
        "at_most: 20",
    ),
    ("Số vụ cháy rừng", "không để xảy ra cháy rừng", "unit: vụ, kind: flow, better: lower", "at_most: 0"),
    (
        "Giảm tai nạn giao thông",
        "Giảm từ 5% trở lên số vụ tai nạn giao thông",
        "unit: '%', kind: ratio, better: higher, measures: reduction, limits: none",
        "at_least: 5",
    ),
    (
        "Tổng vốn đầu tư toàn xã hội",
        "Tổng vốn đầu tư toàn xã hội khoảng 7.500 tỷ đồng, tăng 10,3%",
        M,
        "at_least: 7500",
    ),
    ("Tổng vốn đầu tư toàn xã hội so với GRDP", "Tổng vốn đầu tư toàn xã hội bằng 33-34% GRDP", R, "between: [33, 34]"),
    ("Kim ngạch xuất khẩu", "Kim ngạch xuất khẩu đạt 41 triệu USD", flow("triệu USD"), "at_least: 41"),
    ("Khách du lịch", "Thu hút 1,2 triệu lượt khách du lịch", flow("lượt khách"), "at_least: 1200000"),
    (
        "Tổng mức bán lẻ",
        "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng đạt 10.120 tỷ đồng",
        M,
        "at_least: 10120",
    ),
    ("Tỷ lệ đô thị hóa", "Tỷ lệ đô thị hóa đạt 25% - 26%", R, "between: [25, 26]"),
    (
        "Tốc độ tăng chỉ số giá tiêu dùng",
        "Tốc độ tăng chỉ số giá tiêu dùng (CPI) bình quân khoảng 4 - 4,5%",
        "unit: '%', kind: ratio, better: lower, measures: growth, limits: none",
        "between: [4, 4.5]",
    ),
    (
        "Tỷ suất tử vong trẻ em dưới 5 tuổi",
        "Giảm tỷ suất tử vong trẻ em dưới 5 tuổi xuống 18,5‰",
        "unit: ‰, kind: ratio, better: lower",
        "at_most: 18.5",
    ),
    (
        "Tăng trưởng kinh tế",
        "Tăng trưởng kinh tế 6,5 - 7%, phấn đấu 7 - 7,5%",
        R + ", measures: growth, limits: none",
        "between: [6.5, 7], stretch: 7.5",
    ),
    ("Kết nạp đảng viên", "Kết nạp từ 110 đảng viên mới trở lên", flow("đảng viên"), "at_least: 110"),
    ("Kết nạp đảng viên", "Phát triển đảng viên mới: 110 đồng chí", flow("đảng viên"), "at_least: 110"),
    ("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", "Có trên 90% chi bộ hoàn thành tốt nhiệm vụ trở lên", R, "above: 90"),
    ("Hợp tác xã thành lập mới", "Thành lập mới từ 3 đến 5 HTX", flow("HTX"), "between: [3, 5]"),
    ("Tuyển quân", "Hoàn thành 100% chỉ tiêu giao quân", R, "at_least: 100"),
    ("Tỷ lệ hài lòng", "Mức độ hài lòng của người dân đạt tối thiểu 90% trở lên", R, "at_least: 90"),
    ("Chỉ số PCI", "Chỉ số PCI đạt 65 điểm trở lên", "unit: điểm, kind: stock, better: higher", "at_least: 65"),
    (
        "Thời gian giải quyết",
        "Thời gian giải quyết bình quân không quá 90 phút",
        "unit: phút, kind: stock, better: lower",
        "at_most: 90",
    ),
    (
        "Tỷ trọng nông, lâm nghiệp",
        "Tỷ trọng khu vực nông, lâm nghiệp và thủy sản giảm còn 26,2%",
        "unit: '%', kind: ratio, better: neither" + base("28"),
        "towards: 26.2",
    ),
    (
        "Số thuê bao Internet trên 100 dân",
        "Mật độ thuê bao Internet đạt 85 thuê bao/100 dân",
        stock("thuê bao/trăm dân"),
        "at_least: 85",
    ),
    (
        "Vốn đầu tư công giải ngân",
        "tỷ lệ giải ngân vốn đầu tư công đạt trên 95% kế hoạch Thủ tướng Chính phủ giao",
        R,
        "above: 95",
    ),
    ("Diện tích cây ăn quả", "Mở rộng diện tích cây ăn quả lên 1.200 ha", stock("ha"), "at_least: 1200"),
    ("Năng suất lúa", "Năng suất lúa bình quân 58 tạ/ha", stock("tạ/ha"), "at_least: 58"),
    ("Đàn trâu, bò", "Tổng đàn trâu, bò đạt 45.000 con", stock("con"), "at_least: 45000"),
    ("Tỷ lệ hộ đạt gia đình văn hóa", "Tỷ lệ hộ gia đình đạt chuẩn văn hóa: 90%; thôn, bản: 80%", R, "at_least: 90"),
    ("Xây mới nhà văn hóa", "xây mới hai nhà văn hóa thôn", flow("nhà văn hóa"), "at_least: 2"),
    ("Tỷ lệ nợ xấu", "nợ xấu kiểm soát ở mức dưới 3%", L, "below: 3"),
    ("Bội chi ngân sách", "Bội chi ngân sách nhà nước khoảng 3,6% GDP", L, "at_most: 3.6"),
    ("Tỷ lệ tảo hôn", "giảm tỷ lệ tảo hôn bình quân 2 - 3%/năm", L + base("12"), "reduce_by: 2"),
    ("Tỷ lệ sinh con thứ 3", "Tỷ lệ sinh con thứ 3 trở lên giảm 0,5%", L + base("9"), "reduce_by: 0.5"),
    ("Tỷ lệ sinh con thứ 3 trở lên", "Tỷ lệ sinh con thứ 3 trở lên dưới 10%", L, "below: 10"),
    ("Điều chỉnh kế hoạch", "điều chỉnh còn 36 tỷ đồng", M, "at_least: 36"),
    (
        "Tỷ lệ lao động nông nghiệp",
        "tỷ trọng lao động nông nghiệp trong tổng lao động xã hội 25 - 26%",
        L,
        "between: [25, 26]",
    ),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo giảm từ 1% - 1,5%/năm", L + base("9"), "reduce_by: 1"),
    (
        "Số lao động đi làm việc ở nước ngoài",
        "Đưa 150 lao động đi làm việc có thời hạn ở nước ngoài",
        flow("lao động"),
        "at_least: 150",
    ),
    (
        "Tổng sản phẩm trên địa bàn (GRDP)",
        "Tổng sản phẩm trên địa bàn (GRDP, giá so sánh 2010) tăng 6,5% - 7%",
        G,
        "between: [6.5, 7]",
    ),
    ("Tốc độ tăng tổng sản phẩm trong nước (GDP)", "khoảng 6 - 6,5", G, "between: [6, 6.5]"),
    (
        "GDP bình quân đầu người",
        "khoảng 4.700 - 4.730",
        "unit: USD, kind: stock, better: higher",
        "between: [4700, 4730]",
    ),
    ("Tỷ trọng công nghiệp chế biến, chế tạo trong GDP", "khoảng 24,1 - 24,2", R, "between: [24.1, 24.2]"),
    (
        "Tốc độ tăng năng suất lao động xã hội bình quân",
        "Tốc độ tăng năng suất lao động xã hội bình quân khoảng 4,8 - 5,3%",
        G,
        "between: [4.8, 5.3]",
    ),
    ("Tỷ trọng lao động nông nghiệp trong tổng lao động xã hội", "26,5", L, "at_most: 26.5"),
    ("Tỷ lệ lao động qua đào tạo", "Khoảng 69, trong đó có bằng, chứng chỉ khoảng 28 - 28,5", R, "at_least: 69"),
    ("Tỷ lệ thất nghiệp khu vực thành thị", "Dưới 4", L, "below: 4"),
    (
        "Tỷ lệ hộ nghèo (theo chuẩn nghèo đa chiều)",
        "giảm trên 1",
        R + ", measures: reduction, limits: none",
        "above: 1",
    ),
    (
        "Số bác sĩ trên 10.000 dân",
        "khoảng 13,5 bác sĩ",
        "unit: bác sĩ/vạn dân, kind: stock, better: higher",
        "at_least: 13.5",
    ),
    (
        "Số giường bệnh trên 10.000 dân",
        "khoảng 32,5 giường bệnh",
        "unit: giường bệnh/vạn dân, kind: stock, better: higher",
        "at_least: 32.5",
    ),
    ("Tỷ lệ tham gia bảo hiểm y tế", "94,1% dân số", R, "at_least: 94.1"),
    (
        "Tỷ lệ xã đạt chuẩn nông thôn mới",
        "trên 80%, trong đó khoảng 20% số xã đạt chuẩn nông thôn mới nâng cao",
        R,
        "above: 80",
    ),
    ("Tỷ lệ thu gom và xử lý chất thải rắn sinh hoạt đô thị", "đạt tiêu chuẩn, quy chuẩn đạt 95%", R, "at_least: 95"),
    (
        "Kim ngạch xuất khẩu",
        "Kim ngạch xuất khẩu hàng hóa tăng 9% so với ước thực hiện năm 2023",
        "unit: triệu USD, kind: flow, better: higher, baseline: {value: 100, period: 2023}",
        "grow_by: 9",
    ),
    (
        "Thu ngân sách",
        "Thu ngân sách nhà nước trên địa bàn phấn đấu vượt 5% so với dự toán Trung ương giao",
        R + ", limits: none",
        "at_least: 105",
    ),
    (
        "Tổng thu ngân sách",
        "Tổng thu ngân sách nhà nước trên địa bàn 21.500 tỷ đồng; trong đó thu nội địa 16.000 tỷ đồng",
        M,
        "at_least: 21500",
    ),
    (
        "Huy động vốn đầu tư phát triển toàn xã hội",
        "Huy động vốn đầu tư phát triển toàn xã hội trên 120.000 tỷ đồng, bằng 38% GRDP",
        M,
        "above: 120000",
    ),
    (
        "Giá trị sản xuất nông, lâm nghiệp, thủy sản",
        "Giá trị sản xuất nông, lâm nghiệp (giá so sánh 2010) đạt 5.120 tỷ đồng, tăng 4,2% so với năm 2023",
        M,
        "at_least: 5120",
    ),
    (
        "Giá trị sản phẩm trên 1 ha đất trồng trọt",
        "Giá trị sản phẩm thu hoạch trên 1 ha đất trồng trọt đạt 120 triệu đồng",
        "unit: triệu đồng/ha, kind: stock, better: higher",
        "at_least: 120",
    ),
    (
        "Giá trị sản phẩm trên 1 ha đất canh tác",
        "Giá trị sản phẩm trên 1ha canh tác đạt 120 triệu đồng trở lên",
        "unit: triệu đồng, kind: stock, better: higher",
        "at_least: 120",
    ),
    (
        "Tỷ lệ xã, phường đạt tiêu chí quốc gia về y tế",
        "Duy trì 100% xã, phường đạt tiêu chí quốc gia về y tế",
        R,
        "keep: 100",
    ),
    ("Tỷ lệ trạm y tế có bác sĩ", "100% trạm y tế xã có bác sĩ làm việc", R, "at_least: 100"),
    (
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi",
        "Tỷ lệ suy dinh dưỡng trẻ em dưới 5 tuổi (chiều cao theo tuổi) dưới 20%",
        L,
        "below: 20",
    ),
    (
        "Mức giảm tỷ suất sinh",
        "Mức giảm tỷ suất sinh 0,1‰",
        "unit: ‰, kind: ratio, better: higher, measures: reduction, limits: none",
        "at_least: 0.1",
    ),
    (
        "Tỷ lệ tăng dân số tự nhiên",
        "Tỷ lệ tăng dân số tự nhiên dưới 1%",
        L + ", measures: growth, limits: none",
        "below: 1",
    ),
    (
        "Số xã đạt chuẩn NTM",
        "lũy kế có 52 xã đạt chuẩn nông thôn mới",
        "unit: xã, kind: stock, better: higher",
        "at_least: 52",
    ),
    (
        "Số xã đạt chuẩn NTM",
        "có thêm 04 xã đạt chuẩn, nâng tổng số xã đạt chuẩn lên 56 xã",
        "unit: xã, kind: stock, better: higher",
        "at_least: 56",
    ),
    (
        "Số tiêu chí NTM bình quân",
        "Bình quân đạt 16,5 tiêu chí/xã",
        "unit: tiêu chí/xã, kind: stock, better: higher",
        "at_least: 16.5",
    ),
    ("Tỷ lệ hộ dân được sử dụng điện", "99,2% hộ dân được sử dụng điện lưới quốc gia", R, "at_least: 99.2"),
    ("Tỷ lệ thôn, bản đạt danh hiệu văn hóa", "80% thôn, bản, tổ dân phố đạt danh hiệu văn hóa", R, "at_least: 80"),
    (
        "Tỷ lệ gia đình đạt danh hiệu gia đình văn hóa",
        "Có 90% số hộ trở lên đạt danh hiệu gia đình văn hóa",
        R,
        "at_least: 90",
    ),
    (
        "Tỷ lệ cơ quan đạt chuẩn văn hóa",
        "trên 95% cơ quan, đơn vị, doanh nghiệp, trường học đạt chuẩn văn hóa",
        R,
        "above: 95",
    ),
    ("Tỷ lệ cán bộ đạt chuẩn", "phấn đấu 100% cán bộ, công chức cấp xã đạt chuẩn trình độ", R, "at_least: 100"),
    ("Tuyển quân", "hoàn thành 100% chỉ tiêu tuyển quân năm 2024", R, "at_least: 100"),
    (
        "Tỷ lệ điều tra, khám phá tội phạm",
        "Tỷ lệ điều tra, khám phá các loại tội phạm đạt trên 85%; án rất nghiêm trọng đạt trên 95%",
        R,
        "above: 85",
    ),
    (
        "Giảm tai nạn giao thông",
        "giảm từ 5 - 10% số vụ, số người chết, số người bị thương so với năm 2023",
        R + ", measures: reduction, limits: none",
        "between: [5, 10]",
    ),
    (
        "Số vụ tai nạn giao thông",
        "kéo giảm số vụ tai nạn giao thông ít nhất 5% so với năm 2023",
        R + ", measures: reduction, limits: none",
        "at_least: 5",
    ),
    ("Tỷ lệ giải quyết tin báo tội phạm", "tỷ lệ giải quyết tố giác, tin báo về tội phạm đạt trên 90%", R, "above: 90"),
    (
        "Diện tích rừng trồng mới",
        "Trồng rừng mới 5.000 ha, trong đó rừng gỗ lớn 1.000 ha",
        "unit: ha, kind: flow, better: higher",
        "at_least: 5000",
    ),
    (
        "Sản lượng thịt hơi",
        "Sản lượng thịt hơi xuất chuồng 45,2 nghìn tấn",
        "unit: tấn, kind: flow, better: higher",
        "at_least: 45200",
    ),
    (
        "Số doanh nghiệp thành lập mới",
        "Thành lập mới 850 doanh nghiệp với số vốn đăng ký 9.000 tỷ đồng",
        "unit: doanh nghiệp, kind: flow, better: higher",
        "at_least: 850",
    ),
    (
        "Số hợp tác xã thành lập mới",
        "phát triển mới từ 20 HTX trở lên",
        "unit: HTX, kind: flow, better: higher",
        "at_least: 20",
    ),
    (
        "Tỷ lệ giải ngân vốn đầu tư công",
        "Giải ngân vốn đầu tư công đạt 95% trở lên kế hoạch vốn được giao",
        R,
        "at_least: 95",
    ),
    (
        "Chỉ số cải cách hành chính (PAR INDEX)",
        "Chỉ số PAR INDEX duy trì trong nhóm 20 tỉnh, thành phố dẫn đầu",
        "unit: hạng, kind: stock, better: lower",
        "at_most: 20",
    ),
    ("Chỉ số PCI", "trong nhóm 10 tỉnh dẫn đầu", PLACE, "at_most: 10"),
    ("Chỉ số PCI", "nằm trong top 15", PLACE, "at_most: 15"),
    ("Chỉ số PCI", "phấn đấu nằm trong số 10 địa phương đứng đầu", PLACE, "at_most: 10"),
    ("Chỉ số PCI", "xếp thứ 5 trở lên", PLACE, "at_most: 5"),
    ("Chỉ số PCI", "xếp thứ 20/63 tỉnh, thành phố", PLACE, "at_most: 20"),
    ("Chỉ số PCI", "không dưới hạng 20", PLACE, "at_most: 20"),
    ("Chỉ số PCI", "cao hơn hạng 20", PLACE, "below: 20"),
    ("Chỉ số PCI", "từ hạng 20 lên hạng 15", PLACE, "at_most: 15"),
    ("Chỉ số PCI", "trong nhóm 10; phấn đấu nhóm 5", PLACE, "at_most: 10, stretch: 5"),
    ("Chỉ số PCI", "trong nhóm 10 - 15 tỉnh dẫn đầu", PLACE, "between: [10, 15]"),
    ("Chỉ số PCI", "giữ vững hạng 8", PLACE, "keep: 8"),
    (
        "Chỉ số PCI",
        "Chỉ số PCI thuộc nhóm khá, tăng ít nhất 02 bậc",
        "unit: bậc, kind: stock, better: higher, measures: increase",
        "at_least: 2",
    ),
    ("Tỷ lệ đô thị hóa", "Tỷ lệ đô thị hóa đến cuối năm 2024 đạt 32%", R, "at_least: 32"),
    ("Tỷ lệ hộ nghèo", "Phấn đấu đến hết năm 2024, tỷ lệ hộ nghèo còn 5,5%", L, "at_most: 5.5"),
    (
        "Tỷ lệ hộ nghèo",
        "Tỷ lệ hộ nghèo bình quân giảm 2-2,5%/năm, riêng các huyện nghèo giảm 4-5%/năm",
        L + ", baseline: {value: 20, period: 2023}",
        "reduce_by: 2",
    ),
    (
        "Tỷ lệ hộ nghèo",
        "giảm tỷ lệ hộ nghèo 2% (từ 9% xuống 7%)",
        L + ", baseline: {value: 9, period: 2023}",
        "reduce_by: 2",
    ),
    (
        "Tỷ lệ hộ nghèo",
        "Tỷ lệ hộ nghèo cuối năm 2024 giảm xuống dưới 5% (theo chuẩn nghèo giai đoạn 2021-2025)",
        L,
        "below: 5",
    ),
    (
        "Số lao động được tạo việc làm",
        "tạo việc làm mới cho 15.000 lượt lao động",
        "unit: lao động, kind: flow, better: higher",
        "at_least: 15000",
    ),
    (
        "Số lao động được tạo việc làm",
        "Giải quyết việc làm cho từ 15.000 - 16.000 lao động",
        "unit: lao động, kind: flow, better: higher",
        "between: [15000, 16000]",
    ),
    (
        "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ",
        "Tỷ lệ lao động qua đào tạo đạt 65%, trong đó lao động có bằng cấp, chứng chỉ đạt 27%",
        R,
        "at_least: 27",
    ),
    ("Tỷ lệ bao phủ BHXH", "Tỷ lệ lực lượng lao động tham gia BHXH đạt 25,5%; BHYT đạt 96,5%", R, "at_least: 25.5"),
    (
        "Tỷ lệ hộ nông dân sản xuất giỏi",
        "Trên 50% hộ nông dân đạt danh hiệu sản xuất, kinh doanh giỏi các cấp",
        R,
        "above: 50",
    ),
    (
        "Phát triển thuê bao",
        "mật độ điện thoại đạt 110 thuê bao/100 dân",
        "unit: thuê bao/trăm dân, kind: stock, better: higher",
        "at_least: 110",
    ),
    (
        "Khách du lịch",
        "Số lượng khách du lịch đạt 2,5 triệu lượt, doanh thu 2.000 tỷ đồng",
        "unit: triệu lượt, kind: flow, better: higher",
        "at_least: 2.5",
    ),
    ("Doanh thu du lịch", "Số lượng khách du lịch đạt 2,5 triệu lượt, doanh thu 2.000 tỷ đồng", M, "at_least: 2000"),
    ("Tỷ lệ kiên cố hóa đường giao thông nông thôn", "cứng hóa 85% đường trục thôn", R, "at_least: 85"),
    ("Số km đường", "Cứng hóa 25km đường giao thông nông thôn", "unit: km, kind: flow, better: higher", "at_least: 25"),
    (
        "Tỷ lệ trường học đạt chuẩn quốc gia",
        "Nâng tỷ lệ trường đạt chuẩn quốc gia lên 62,5% (tăng 5 trường)",
        R,
        "at_least: 62.5",
    ),
    ("Tỷ lệ người dân hài lòng", "mức độ hài lòng của người dân, tổ chức đạt từ 90% trở lên", R, "at_least: 90"),
    (
        "Số vụ cháy",
        "hạn chế thấp nhất số vụ cháy, không quá 10 vụ",
        "unit: vụ, kind: flow, better: lower",
        "at_most: 10",
    ),
    ("Tỷ lệ nợ xấu", "Giữ tỷ lệ nợ xấu dưới 1%", L, "below: 1"),
    ("Số hộ tái nghèo", "Không để hộ tái nghèo", "unit: hộ, kind: flow, better: lower", "at_most: 0"),
    ("Số đơn vị cấp xã không có ma túy", "có 60% xã, phường, thị trấn không có ma túy", R, "at_least: 60"),
    (
        "Tỷ lệ hồ sơ TTHC tiếp nhận trực tuyến",
        "Tối thiểu 80% hồ sơ thủ tục hành chính được tiếp nhận trực tuyến",
        R,
        "at_least: 80",
    ),
    ("Tỷ lệ hồ sơ trễ hạn", "Tỷ lệ hồ sơ trễ hạn dưới 1%", L, "below: 1"),
    ("Thu thuế", "thu 30 tỷ 500 triệu đồng", M, "at_least: 30.5"),
    ("Tiết kiệm chi thường xuyên", "tiết kiệm 10% chi thường xuyên", R, "at_least: 10"),
    (
        "Tỷ lệ tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ",
        "90% trở lên tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ, không có tổ chức đảng yếu kém",
        R,
        "at_least: 90",
    ),
    ("Sinh viên", "Phấn đấu vượt 110% kế hoạch", R + ", limits: none", "above: 110"),
    (
        "Lương thực bình quân đầu người",
        "Lương thực bình quân đầu người 570 kg/người/năm",
        "unit: kg/người, kind: stock, better: higher",
        "at_least: 570",
    ),
    ("Tỷ lệ phủ sóng", "phủ sóng 4G đạt 99,8% dân số", R, "at_least: 99.8"),
    ("Nhà ở xã hội", "Hoàn thành 1.000 căn nhà ở xã hội", "unit: căn, kind: flow, better: higher", "at_least: 1000"),
    ("Xóa nhà tạm", "Xóa 250 nhà tạm, nhà dột nát", "unit: nhà, kind: flow, better: higher", "at_least: 250"),
    ("Số hộ thoát nghèo", "Số hộ thoát nghèo là 320 hộ", "unit: hộ, kind: flow, better: higher", "at_least: 320"),
    (
        "Tỷ số tử vong mẹ",
        "Giảm tỷ số tử vong mẹ xuống 42/100.000 trẻ đẻ sống",
        "unit: ca, kind: stock, better: lower",
        "at_most: 42",
    ),
    (
        "Tuổi thọ trung bình",
        "Tuổi thọ trung bình đạt 74,5 tuổi",
        "unit: tuổi, kind: stock, better: higher",
        "at_least: 74.5",
    ),
    (
        "Diện tích nhà ở bình quân",
        "Diện tích nhà ở bình quân đạt 27 m2 sàn/người",
        "unit: m2/người, kind: stock, better: higher",
        "at_least: 27",
    ),
    ("Chỉ số sản xuất công nghiệp (IIP)", "Chỉ số sản xuất công nghiệp (IIP) tăng 8,5%", G, "at_least: 8.5"),
    ("Tỷ lệ hộ cận nghèo", "Tỷ lệ hộ cận nghèo giảm 1%, còn 4,5%", L, "at_most: 4.5"),
    (
        "Tỷ lệ sinh con thứ ba trở lên",
        "Giảm tỷ lệ sinh con thứ 3 trở lên 0,15% so với năm trước",
        L + ", baseline: {value: 9, period: 2023}",
        "reduce_by: 0.15",
    ),
    (
        "Giảm tỷ lệ trẻ em suy dinh dưỡng",
        "Giảm tỷ lệ trẻ em dưới 5 tuổi bị suy dinh dưỡng 0,1%",
        L + ", baseline: {value: 9, period: 2023}",
        "reduce_by: 0.1",
    ),
    ("Số hộ nghèo giảm", "Giảm 380 hộ nghèo so với đầu năm", "unit: hộ, kind: flow, better: higher", "at_least: 380"),
    (
        "Tỷ lệ giảm nghèo đa chiều",
        "Tỷ lệ giảm nghèo đa chiều: trên 4%",
        R + ", measures: reduction, limits: none",
        "above: 4",
    ),
    (
        "Tỷ lệ người tham gia bảo hiểm xã hội tự nguyện",
        "Tỷ lệ người tham gia BHXH tự nguyện trong lực lượng lao động trong độ tuổi đạt 2,5%",
        R,
        "at_least: 2.5",
    ),
    (
        "Tỷ trọng nông, lâm, ngư nghiệp",
        "Nông, lâm, ngư nghiệp chiếm 12,1%; Công nghiệp - xây dựng 42,3%; Dịch vụ 35,6%; Thuế sản phẩm 10%",
        "unit: '%', kind: ratio, better: neither, baseline: {value: 14, period: 2023}",
        "towards: 12.1",
    ),
    (
        "Tỷ trọng dịch vụ",
        "Nông, lâm, ngư nghiệp chiếm 12,1%; Công nghiệp - xây dựng 42,3%; Dịch vụ 35,6%",
        "unit: '%', kind: ratio, better: neither, baseline: {value: 34, period: 2023}",
        "towards: 35.6",
    ),
    (
        "Số giường bệnh trên 1 vạn dân",
        "Số giường bệnh trên 1 vạn dân: 45,7 giường; 14,5 bác sĩ/vạn dân",
        "unit: giường bệnh/vạn dân, kind: stock, better: higher",
        "at_least: 45.7",
    ),
    (
        "Số bác sĩ trên 1 vạn dân",
        "Số giường bệnh trên 1 vạn dân: 45,7 giường; 14,5 bác sĩ/vạn dân",
        "unit: bác sĩ/vạn dân, kind: stock, better: higher",
        "at_least: 14.5",
    ),
    (
        "Tốc độ tăng trưởng GRDP",
        "điều chỉnh mục tiêu tốc độ tăng trưởng GRDP từ 6,5-7% lên 7,5-8%",
        G,
        "between: [7.5, 8]",
    ),
    ("Tốc độ tăng trưởng GRDP", "tốc độ tăng trưởng GRDP từ 7.5 – 8%", G, "between: [7.5, 8]"),
    ("Tốc độ tăng trưởng kinh tế (GRDP)", "Tốc độ tăng trưởng kinh tế (GRDP): Trên 10%", G, "above: 10"),
    (
        "Tỷ lệ dân cư thành thị được sử dụng nước sạch",
        "94% dân cư thành thị được sử dụng nước sạch; 98% dân cư nông thôn được sử dụng nước hợp vệ sinh",
        R,
        "at_least: 94",
    ),
    (
        "Tỷ lệ dân cư nông thôn được sử dụng nước hợp vệ sinh",
        "94% dân cư thành thị được sử dụng nước sạch; 98% dân cư nông thôn được sử dụng nước hợp vệ sinh",
        R,
        "at_least: 98",
    ),
    (
        "Số xã đạt 19 tiêu chí nông thôn mới",
        "72 xã đạt 19 tiêu chí nông thôn mới",
        "unit: xã, kind: stock, better: higher",
        "at_least: 72",
    ),
    ("Thu gom rác thải đô thị", "Thu gom rác thải đô thị đạt 96%; khu vực nông thôn đạt 80%", R, "at_least: 96"),
    ("Thu gom rác thải nông thôn", "Thu gom rác thải đô thị đạt 96%; khu vực nông thôn đạt 80%", R, "at_least: 80"),
    (
        "Tổng khách du lịch",
        "Tổng khách du lịch trên 8 triệu lượt; Doanh thu đạt 25.700 tỷ đồng",
        "unit: lượt khách, kind: flow, better: higher",
        "above: 8000000",
    ),
    (
        "Giá trị sản phẩm/1 ha đất canh tác",
        "Giá trị sản phẩm/1 ha đất canh tác: 98 triệu đồng",
        "unit: triệu đồng, kind: stock, better: higher",
        "at_least: 98",
    ),
    (
        "Giá trị xuất, nhập khẩu",
        "Giá trị xuất, nhập khẩu: 4,5 tỷ USD",
        "unit: triệu USD, kind: flow, better: higher",
        "at_least: 4500",
    ),
    (
        "Số xã đạt chuẩn nông thôn mới",
        "phấn đấu có 7 xã đạt chuẩn nông thôn mới, 25 xã đạt chuẩn nông thôn mới nâng cao, 6 xã kiểu mẫu",
        "unit: xã, kind: flow, better: higher",
        "at_least: 7",
    ),
    (
        "Số xã đạt chuẩn nông thôn mới nâng cao",
        "phấn đấu có 7 xã đạt chuẩn nông thôn mới, 25 xã đạt chuẩn nông thôn mới nâng cao, 6 xã kiểu mẫu",
        "unit: xã, kind: flow, better: higher",
        "at_least: 25",
    ),
    (
        "Tốc độ tăng vốn đầu tư thực hiện",
        "Tốc độ tăng vốn đầu tư thực hiện đạt 10,5 - 11,5%",
        G,
        "between: [10.5, 11.5]",
    ),
    (
        "Kiểm soát chỉ số giá tiêu dùng",
        "Chỉ số giá tiêu dùng dưới 4%",
        L + ", measures: growth, limits: none",
        "below: 4",
    ),
    (
        "Thu nhập bình quân",
        "Thu nhập bình quân đầu người tăng từ 52 triệu đồng lên 58 triệu đồng",
        "unit: triệu đồng, kind: stock, better: higher",
        "at_least: 58",
    ),
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo từ 4,62% giảm còn 3,5%", L, "at_most: 3.5"),
    (
        "Tỷ lệ hộ nghèo",
        "giảm nghèo bền vững, tỷ lệ hộ nghèo giảm từ 1 đến 1,5%",
        L + ", baseline: {value: 9, period: 2023}",
        "reduce_by: 1",
    ),
    ("Tỷ lệ hộ nghèo", "giảm số hộ nghèo xuống còn 120 hộ, tương đương 1,8%", L, "at_most: 1.8"),
    ("Tỷ lệ che phủ rừng", "giữ ổn định tỷ lệ che phủ rừng ở mức 58%", R, "keep: 58"),
    (
        "Tổng đàn gia súc",
        "duy trì tổng đàn gia súc từ 45.000 con trở lên",
        "unit: con, kind: stock, better: higher",
        "at_least: 45000",
    ),
    (
        "Tỷ lệ trẻ em trong độ tuổi đến trường",
        "Huy động trẻ 5 tuổi đến trường đạt 100%, trẻ 3-5 tuổi đạt 98%",
        R,
        "at_least: 98",
    ),
    ("Tỷ lệ huy động trẻ 5 tuổi", "Huy động trẻ 5 tuổi đến trường đạt 100%, trẻ 3-5 tuổi đạt 98%", R, "at_least: 100"),
    ("Tỷ lệ lấp đầy khu công nghiệp", "lấp đầy ít nhất 60% diện tích khu công nghiệp", R, "at_least: 60"),
    (
        "Số vụ vi phạm lâm luật",
        "giảm 10% số vụ vi phạm lâm luật",
        R + ", measures: reduction, limits: none",
        "at_least: 10",
    ),
    (
        "Công nhận sản phẩm OCOP",
        "công nhận mới 10 sản phẩm OCOP 3 sao, 02 sản phẩm 4 sao",
        "unit: sản phẩm, kind: flow, better: higher",
        "at_least: 10",
    ),
    ("Tỷ lệ hộ sử dụng điện", "Tỷ lệ hộ sử dụng điện an toàn đạt tỷ lệ 99%", R, "at_least: 99"),
    ("Tỷ lệ thôn có nhà văn hóa", "phấn đấu 95% trở lên số thôn có nhà văn hóa", R, "at_least: 95"),
    ("Thu ngân sách", "Thu ngân sách trên địa bàn năm 2024 đạt và vượt 317 tỷ đồng", M, "at_least: 317"),
    ("Thu ngân sách", "Dự toán thu NSNN: 317 tỷ đồng (tăng 10% so với ước thực hiện 2023)", M, "at_least: 317"),
    (
        "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ",
        "Có ít nhất 85% đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên",
        R,
        "at_least: 85",
    ),
    (
        "Tỷ lệ khám phá án",
        "tỷ lệ khám phá án chung đạt từ 80% trở lên; riêng án nghiêm trọng đạt trên 95%",
        R,
        "at_least: 80",
    ),
    ("Xếp hạng chỉ số PCI", "phấn đấu tăng ít nhất 3 bậc so với năm 2023", PLACE + base("40"), "reduce_by: 3"),
    ("Số xã đạt chuẩn nông thôn mới", "05/11 xã đạt chuẩn nông thôn mới", stock("xã"), "at_least: 5"),
]

HEAD = """\
pack: 1
id: clause/2024
revision: 1
title: {vi: Thử, en: Trial}
unit: clause
year: 2024
synthetic: true
units: [nhà văn hóa]
documents: {d: {title: Made for a test, date: 2024, address: none}}
groups: {g: {vi: Tất cả, en: All}}
indicators:
"""


def pack_of(title: str, clause: str, rest: str, target: str) -> str:
    """Write a pack of one indicator; one that is a part gets its whole before it."""
    whole = ""
    if "parent: z" in rest:
        whole = (
            '  z: {code: "0", title: {vi: Tỷ lệ lao động qua đào tạo, en: z}, unit: "%", kind: ratio, better: higher, '
            f'group: g, target: {{at_least: 69}}, source: {{document: d, clause: "{clause}"}}}}\n'
        )
    return (
        f'{HEAD}{whole}  x: {{code: "1", title: {{vi: "{title}", en: x}}, group: g, {rest}, '
        f'target: {{{target}}}, source: {{document: d, clause: "{clause}"}}}}\n'
    )


def clause_of_row(words: str, target: str) -> str:
    """Put the numbers of a target into a wording of the table in docs/rules.md."""
    numbers = [one.replace(".", ",") for one in re.findall(r"[0-9.]+", target)] or ["1"]
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else f"{numbers[0]}9"
    if "không để xảy ra" in words:
        return "không để xảy ra"
    clause = words.replace(", where less is better", "").replace("a/b/c", f"{first}%/30%/25%")
    clause = clause.replace("phấn đấu Y", f"phấn đấu {second}%").replace("a-b", f"{first}-{second}%")
    return re.sub(
        r"X%|\b[XN]\b(?: điểm %)?", lambda found: f"{first} điểm %" if "điểm" in found[0] else f"{first}%", clause
    )
