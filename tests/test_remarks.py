"""Remarks beside figures are left out where one reading is certain; what bounds or changes a figure never is."""

from __future__ import annotations

from checker.readers.remarks import without_name, without_remarks
from tests.examples import each_row

NAMED = [
    ("Đã kết nạp 51 đảng viên", "Kết nạp đảng viên", "51 đảng viên"),
    ("Ước thực hiện đạt 86,6", "Thu ngân sách", "ước 86,6"),
    ("trên địa bàn có 12 HTX", "HTX", "12 HTX"),
    # What stands right before the figure bounds it.
    *(
        (f"{word} 12", "Thu ngân sách", f"{word} 12")
        for word in ("trên", "đến", "trong năm", "đạt trên", "dưới", "hơn")
    ),
    ("thực hiện trên 1-12 người", "Thực hiện", "thực hiện trên 1-12 người"),
    ("tăng 12", "Tăng trưởng", "tăng 12"),
    ("chưa đạt 12", "Đạt", "chưa đạt 12"),
]


@each_row(("text", "name", "left"), NAMED)
def test_words_before_a_figure(text, name, left):
    assert without_name(text, name) == left


REMARKS = [
    ("86,6 (*)", "86,6"),
    ("1 (HTX A)", "1"),
    ("412 lao động, trong đó XKLĐ 35", "412 lao động"),
    ("86,6 (chưa kể thu đất)", "86,6 (chưa kể thu đất)"),
    ("86,6 (nghìn)", "86,6 (nghìn)"),
    ("2 (HTX A và HTX B)", "2"),
    ("3 (gồm: HTX A, HTX B, chi bộ Hòa Bình)", "3"),
    ("51 (gồm 30 nam và 21 nữ)", "51"),
    ("51 (lượt)", "51 lượt"),
    ("51 (theo báo cáo của xã)", "51"),
    ("51 (tạm tính)", "51"),
    ("51 (đảng viên)", "51 đảng viên"),
    ("51 (hộ)", "51 hộ"),
    ("51, trong đó có cả năm trước", "51, trong đó có cả năm trước"),
    ("51 (trong đó có 3 của kỳ trước)", "51 (trong đó có 3 của kỳ trước)"),
    *(
        (f"51 ({remark})", f"51 ({remark})")
        for remark in (
            *("phấn đấu", "mục tiêu", "đăng ký", "nhiệm kỳ", "giai đoạn", "cả năm", "ước cả năm", "bình quân"),
            *("tối đa", "trở lên", "số cũ", "hủy", "Hủy", "Sai", "nhầm", "đề nghị xem lại", "cần kiểm tra"),
            *("nữ", "Nam", "HS", "tư vấn", "toàn tỉnh", "đăng ký của xã Hòa Bình"),
            *("riêng xã Hòa Bình", "chỉ tính Hòa Bình", "một phần Hòa Bình", "đính chính Hòa Bình", "chờ Sở Tài chính"),
            *("chi bộ Hòa Bình", "Hòa Bình", "xã Đông Ánh", "gồm xã A", "trong đó có xã A", "bao gồm Xã A, Xã B"),
            *("theo giá hiện hành", "tại xã A", "chưa gồm xã A", "cả nợ cũ", "kể cả Hòa Bình"),
            *("đợt I", "kỳ II", "phương án B", "theo dự toán", "tại đầu năm", "bao gồm số dự kiến", "gồm nợ đọng"),
        )
    ),
    *(
        (f"317 tỷ đồng, {remark}", "317 tỷ đồng")
        for remark in (
            *("đạt 27% kế hoạch", "bằng 27,3% dự toán", "tăng 5% so với năm trước", "vượt kế hoạch 20", "cao hơn 20"),
            *("trong đó thu nội địa 300", "gồm 300 và 17", "nâng tổng số lên 400", "tăng 12 tỷ đồng so với năm 2023"),
        )
    ),
    *(
        (f"317, {remark}", f"317, {remark}")
        for remark in (
            *("giảm còn 300", "tăng lên 400", "tăng lên thành 400", "giảm 20 còn 297", "giảm 20 = 297"),
            *("bao gồm Xã A", "trong đó có xã A"),
            *("thấp hơn thực tế 20", "trong đó chưa thực hiện 20", "trong đó dự kiến là 20", "gồm ước tháng 12"),
        )
    ),
    ("1 HTX nông nghiệp, 2 HTX dịch vụ", "1 HTX nông nghiệp, 2 HTX dịch vụ"),
]


@each_row(("text", "left"), REMARKS)
def test_remarks_behind_a_figure(text, left):
    assert without_remarks(text) == left
