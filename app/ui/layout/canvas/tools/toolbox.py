"""All tools of one canvas, one of them in the hand."""

from app.ui.layout.canvas.board import Board
from app.ui.layout.canvas.tools.boxes import BlockTool, ChargerTool, PlaceTool, RackTool, ZoneTool
from app.ui.layout.canvas.tools.choose import ChooseTool
from app.ui.layout.canvas.tools.lines import AisleTool, OutlineTool, WallTool
from app.ui.layout.canvas.tools.points import CalibrateTool, CaptionTool, DoorTool, HandTool, PickTool, RouteTool
from app.ui.layout.canvas.tools.rows import RowsTool
from app.ui.layout.canvas.tools.tool import Tool
from app.ui.layout.session import ToolName


class Toolbox:
    """Which tool is meant by the session's name for it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.choose, self.rows = ChooseTool(board), RowsTool(board)
        self._outline = OutlineTool(board)
        self._tools: dict[ToolName, Tool] = {
            "choose": self.choose, "hand": HandTool(board), "zone": ZoneTool(board), "aisle": AisleTool(board),
            "rows": self.rows, "rack": RackTool(board), "place": PlaceTool(board), "wall": WallTool(board),
            "door": DoorTool(board), "obstacle": BlockTool(board), "caption": CaptionTool(board),
            "charger": ChargerTool(board), "measure": PickTool(board), "route": RouteTool(board),
            "calibrate": CalibrateTool(board),
        }  # fmt: skip

    @property
    def current(self) -> Tool:
        """The tool in the hand."""
        name = self._board.session.tool
        if name == "obstacle" and self._board.options.obstacle.shape == "polygon":
            return self._outline
        return self._tools[name]

    def give_up(self) -> None:
        """Whatever any tool had begun is begun no longer; proposed rows stay, for their panel has them."""
        for tool in (*self._tools.values(), self._outline):
            if tool.busy:
                tool.give_up()
        self._board.guides, self._board.remark = (), None
